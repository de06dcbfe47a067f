import type { TemplateBox, TypeDefinition } from "@liangzheng/contract";
import { useMemo, useState } from "react";
import { ApiErrorState, useBlobUrl, useOperation } from "../../../api/index.ts";
import {
  Card,
  LoadingState,
  Notice,
  RadioGroup,
  SelectField,
  useLanguage,
  useText,
  VisuallyHidden,
} from "../../../ui/index.ts";
import { optionsOf, wordFor } from "../../domain-words.ts";
import { AddMenu } from "./add-menu.tsx";
import type { TemplateDesignerProps } from "./designer-props.ts";
import { ElementEditor } from "./element-editor.tsx";
import { FaultList } from "./fault-list.tsx";
import { PageCanvas } from "./page-canvas.tsx";
import { PageEditor } from "./page-editor.tsx";
import { StyleEditor } from "./style-editor.tsx";
import styles from "./template.module.css";
import { elementsOf, keyOfFault, type PageElement, printedAt, withBox } from "./template-elements.ts";
import { templateText } from "./template-words.ts";
import { useSettled } from "./use-settled.ts";

const PAGE = "page";
const LIST = "template-element";

/** The page of a type: chosen on the picture or from the list, changed by hand, by arrow keys or by form. */
export function TemplateDesigner({ definition, onChange }: TemplateDesignerProps) {
  const text = useText(templateText);
  const language = useLanguage();
  const { template, fields } = definition;
  const [chosen, setChosen] = useState<string>("fields/0");
  const [fill, setFill] = useState<"usual" | "longest">("usual");
  const [said, setSaid] = useState("");
  const { name, number } = definition;
  const sample = useSettled({ name, fields, template, example: number.example, fill }, 300);
  const drawn = useOperation("previewTemplate", { body: sample }, { keepPrevious: true });
  const svg = drawn.data?.svg;
  const picture = useBlobUrl(
    useMemo(() => (svg ? new Blob([svg], { type: "image/svg+xml" }) : undefined), [svg]),
  );
  const nameOf = useElementName(fields);
  const elements = elementsOf(template);
  const element = elements.find(({ key }) => key === chosen);
  const faults = drawn.data?.faults ?? [];
  const faulty = new Set(faults.flatMap(({ field }) => keyOfFault(field) ?? []));
  const put = (key: string, box: TemplateBox): void => {
    const next = withBox(template, key, box);
    onChange(next);
    const moved = elementsOf(next).find((one) => one.key === key);
    if (!moved) return;
    const { x, y, width, height } = moved.box;
    const [left, top, wide, high] = [x, y, width, height].map((side) => String(Math.round(side * 100) / 100));
    setSaid(text.at(nameOf(moved), left ?? "", top ?? "", wide ?? "", high ?? ""));
  };
  /** Chooses from afar: where it is edited may be out of sight, and what was pressed may be gone. */
  const lead = (key: string): void => {
    setChosen(key);
    document.getElementById(LIST)?.focus();
  };
  const style = printedAt(template, chosen)?.style;
  const tight = (drawn.data?.tight ?? []).map((id) =>
    nameOf({ key: "", kind: "field", box: NOWHERE, name: id }),
  );
  return (
    <div className={styles["columns"]}>
      <Card title={text.page}>
        <RadioGroup
          legend={text.fill}
          look="segments"
          name="fill"
          options={optionsOf(text.fills)}
          value={fill}
          onChange={(event) => setFill(event.target.value as typeof fill)}
        />
        {drawn.isError && <ApiErrorState error={drawn.error} onRetry={() => void drawn.refetch()} />}
        {drawn.data && svg === null && <Notice tone="warn">{text.noPage}</Notice>}
        {drawn.isPending && <LoadingState lines={2} />}
        <PageCanvas
          template={template}
          picture={picture}
          chosen={chosen}
          faulty={faulty}
          nameOf={nameOf}
          onChoose={setChosen}
          onPut={put}
        />
        <VisuallyHidden>
          <output aria-live="polite">{said}</output>
        </VisuallyHidden>
        {tight.length > 0 && <p>{text.tight(tight.join(language === "en" ? ", " : "、"))}</p>}
        {drawn.data && <FaultList faults={faults} elements={elements} nameOf={nameOf} onChoose={lead} />}
      </Card>
      <div className={styles["side"]}>
        <Card title={text.element}>
          <SelectField
            id={LIST}
            label={text.element}
            placeholder={null}
            value={chosen}
            onChange={(event) => setChosen(event.target.value)}
            options={[
              { value: PAGE, label: text.groups.page },
              ...elements.map((one) => ({ value: one.key, label: nameOf(one) })),
            ]}
          />
          {element ? (
            <ElementEditor
              key={element.key}
              template={template}
              element={element}
              onPut={put}
              onChange={onChange}
              onRemoved={(next) => {
                lead(PAGE);
                onChange(next);
              }}
            />
          ) : (
            <PageEditor definition={definition} onChange={onChange} />
          )}
          <AddMenu definition={definition} onChange={onChange} onChoose={setChosen} />
        </Card>
        {style && (
          <StyleEditor key={style} template={template} chosen={chosen} name={style} onChange={onChange} />
        )}
      </div>
    </div>
  );
}

const NOWHERE: TemplateBox = { x: 0, y: 0, width: 1, height: 1 };

/** Elements are called by the labels of their fields. */
function useElementName(fields: TypeDefinition["fields"]): (element: PageElement) => string {
  const text = useText(templateText);
  return ({ kind, name }) => {
    const label = fields.find(({ id }) => `KZ_${id}` === name)?.label;
    const word =
      kind === "drawing"
        ? wordFor(text.figures, name)
        : kind === "text" || kind === "seal"
          ? name
          : (label ?? wordFor(text.items, name));
    return kind === "field" && word ? word : text.named(text.groups[kind], word.slice(0, 20));
  };
}
