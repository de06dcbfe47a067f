import type { ReactNode } from "react";
import type { UseFieldArrayReturn } from "react-hook-form";
import { Button, classNames, IconButton, useText } from "../../ui/index.ts";
import styles from "./catalogue.module.css";
import { catalogueText } from "./catalogue-words.ts";

const c = classNames(styles);

interface OrderedEditorsProps {
  /** What `useFieldArray` gave. */
  readonly list: Pick<UseFieldArrayReturn, "remove" | "swap"> & {
    readonly fields: readonly { readonly id: string }[];
  };
  /** How one of them is called. */
  readonly labelOf: (at: number) => string;
  readonly most: number;
  readonly add: { readonly label: string; readonly onAdd: () => void };
  readonly children: (at: number) => ReactNode;
}

/** Editors one below the other: added, removed and put into order by buttons, so that it needs no mouse. One stays. */
export function OrderedEditors({ list, labelOf, most, add, children }: OrderedEditorsProps) {
  const { editor: text } = useText(catalogueText);
  const { fields, remove, swap } = list;
  return (
    <>
      {fields.map(({ id }, at) => {
        const label = labelOf(at);
        return (
          <section key={id} className={c("fieldCard")} aria-label={label}>
            <div className={c("fieldHead")}>
              <h3 className={c("fieldTitle")}>
                {at + 1}. {label}
              </h3>
              <div className={c("fieldButtons")}>
                <IconButton
                  icon="chevron-up"
                  label={text.up(label)}
                  disabled={at === 0}
                  onClick={() => swap(at, at - 1)}
                />
                <IconButton
                  icon="chevron-down"
                  label={text.down(label)}
                  disabled={at === fields.length - 1}
                  onClick={() => swap(at, at + 1)}
                />
                <IconButton
                  icon="trash"
                  label={text.remove(label)}
                  disabled={fields.length === 1}
                  onClick={() => remove(at)}
                />
              </div>
            </div>
            {children(at)}
          </section>
        );
      })}
      {fields.length < most && (
        <div>
          <Button icon="plus" onClick={add.onAdd}>
            {add.label}
          </Button>
        </div>
      )}
    </>
  );
}
