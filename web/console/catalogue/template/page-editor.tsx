import type { TypeDefinition } from "@liangzheng/contract";
import { useState } from "react";
import { useApi, useProblemWords } from "../../../api/index.ts";
import { Button, ConfirmDialog, Row, showToast, useText } from "../../../ui/index.ts";
import type { TemplateDesignerProps } from "./designer-props.ts";
import { NumberField } from "./number-field.tsx";
import styles from "./template.module.css";
import { sizeOfPage, withoutPage, withPageSize } from "./template-pages.ts";
import { templateText } from "./template-words.ts";

type Template = TypeDefinition["template"];

interface PageEditorProps extends TemplateDesignerProps {
  /** The number of the page that is shown. */
  readonly page: number;
  readonly onRemoved: (template: Template) => void;
}

/** What is of the whole page: its size, to take it away, and to begin again. */
export function PageEditor({ definition, page, onChange, onRemoved }: PageEditorProps) {
  const text = useText(templateText);
  const api = useApi();
  const words = useProblemWords();
  const [restarting, setRestarting] = useState<"landscape" | "portrait">();
  const [removing, setRemoving] = useState(false);
  const { template, name, fields } = definition;
  const extent = sizeOfPage(template, page);
  return (
    <>
      <div className={styles["numbers"]}>
        {(["width", "height"] as const).map((side) => (
          <NumberField
            key={`${page} ${side}`}
            label={text[side]}
            value={extent[side]}
            least={50}
            onValue={(value) => onChange(withPageSize(template, page, { [side]: value }), `size ${page}`)}
          />
        ))}
      </div>
      {page > 1 && (
        <Row>
          <Button size="small" icon="trash" onClick={() => setRemoving(true)}>
            {text.removePage(page)}
          </Button>
        </Row>
      )}
      <ConfirmDialog
        isOpen={removing}
        onOpenChange={setRemoving}
        title={text.removePage(page)}
        confirmLabel={text.removePage(page)}
        danger
        onConfirm={() => onRemoved(withoutPage(template, page))}
      >
        <p>{text.removePageLead}</p>
      </ConfirmDialog>
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
