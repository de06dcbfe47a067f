import { Button, Icon, Notice, useText } from "../../../ui/index.ts";
import { wordFor } from "../../domain-words.ts";
import styles from "./template.module.css";
import { keyOfFault, type PageElement } from "./template-elements.ts";
import { templateText } from "./template-words.ts";

interface FaultListProps {
  readonly faults: readonly { readonly field: string; readonly rule: string }[];
  readonly elements: readonly PageElement[];
  readonly nameOf: (element: PageElement) => string;
  readonly onChoose: (key: string) => void;
}

/** What stands against saving; pressing one leads to its element. */
export function FaultList({ faults, elements, nameOf, onChoose }: FaultListProps) {
  const text = useText(templateText);
  if (faults.length === 0)
    return (
      <p>
        <Icon name="check" /> {text.noFaults}
      </p>
    );
  return (
    <Notice tone="warn" title={text.faults(faults.length)}>
      <ul className={styles["faults"]}>
        {faults.map(({ field, rule }) => {
          const key = keyOfFault(field);
          const element = elements.find((one) => one.key === key);
          const words = wordFor(text.rules, rule);
          return (
            <li key={`${field} ${rule}`}>
              {element && key !== undefined ? (
                <Button variant="quiet" size="small" onClick={() => onChoose(key)}>
                  {text.named(nameOf(element), words)}
                </Button>
              ) : (
                words
              )}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}
