import type { TypeDefinition } from "@liangzheng/contract";
import { useState } from "react";
import { useApi, useProblemWords } from "../../../api/index.ts";
import { Button, ConfirmDialog, Row, showToast, useText } from "../../../ui/index.ts";
import type { TemplateDesignerProps } from "./designer-props.ts";
import { NumberField } from "./number-field.tsx";
import styles from "./template.module.css";
import { templateText } from "./template-words.ts";

type Template = TypeDefinition["template"];

/** What is of the whole page: its size, and to begin again. */
export function PageEditor({ definition, onChange }: TemplateDesignerProps) {
  const text = useText(templateText);
  const api = useApi();
  const words = useProblemWords();
  const [restarting, setRestarting] = useState<"landscape" | "portrait">();
  const { template, name, fields } = definition;
  const size = (change: Partial<Template["page"]>): void =>
    onChange({ ...template, page: { ...template.page, ...change } });
  return (
    <>
      <div className={styles["numbers"]}>
        {(["width", "height"] as const).map((side) => (
          <NumberField
            key={side}
            label={text[side]}
            value={template.page[side]}
            least={50}
            onValue={(value) => size({ [side]: value })}
          />
        ))}
      </div>
      <p>{text.restart}</p>
      <Row>
        {(["landscape", "portrait"] as const).map((way) => (
          <Button key={way} size="small" onClick={() => setRestarting(way)}>
            {text[way]}
          </Button>
        ))}
      </Row>
      <ConfirmDialog
        isOpen={restarting !== undefined}
        onOpenChange={(open) => !open && setRestarting(undefined)}
        title={text.restart}
        confirmLabel={text.restart}
        onConfirm={async () => {
          const body = { name, fields, landscape: restarting === "landscape" };
          try {
            onChange(await api.call("startTemplate", { body }));
          } catch (error) {
            showToast({ tone: "bad", text: words(error).title });
          }
        }}
      >
        <p>{text.restartLead}</p>
      </ConfirmDialog>
    </>
  );
}
