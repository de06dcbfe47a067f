import type { TemplateBox, TemplateDesign } from "@liangzheng/contract";
import { Button, classNames, Field, Row, SelectField, TextField, useText } from "../../../ui/index.ts";
import { optionsOf, wordFor } from "../../domain-words.ts";
import type { ChangeTemplate } from "./designer-props.ts";
import { NumberField } from "./number-field.tsx";
import styles from "./template.module.css";
import { type PageElement, type Printed, printedAt, without, withPrinted } from "./template-elements.ts";
import { movedToPage, pageCount } from "./template-pages.ts";
import { templateText } from "./template-words.ts";

const c = classNames(styles);

interface ElementEditorProps {
  readonly template: TemplateDesign;
  readonly element: PageElement;
  readonly onPut: (key: string, box: TemplateBox) => void;
  readonly onChange: ChangeTemplate;
  readonly onRemoved: (template: TemplateDesign) => void;
}

/** Place, words and look of one element, by form. */
export function ElementEditor({ template, element, onPut, onChange, onRemoved }: ElementEditorProps) {
  const text = useText(templateText);
  const { key, kind, box } = element;
  const printed = printedAt(template, key);
  const pages = pageCount(template);
  const put = (change: Partial<TemplateBox>): void => onPut(key, { ...box, ...change });
  const rounded = (value: number): number => Math.round(value * 100) / 100;
  const addLabel = (): void => {
    const label = {
      text: text.newText,
      box: { ...box, x: Math.max(0, box.x - 26), width: 24 },
      style: Object.hasOwn(template.styles, "label") ? "label" : (printed?.style ?? "value"),
    };
    const at = Number(key.split("/")[1]);
    onChange({
      ...template,
      fields: template.fields.map((field, i) => (i === at ? { ...field, label } : field)),
    });
  };
  return (
    <>
      <div className={c("numbers")}>
        {(["x", "y", "width", "height"] as const).map((side) => (
          <NumberField
            key={`${key} ${side}`}
            label={text[side]}
            value={rounded(box[side])}
            onValue={(value) => put({ [side]: value })}
          />
        ))}
      </div>
      {printed?.text !== undefined && (
        <TextField
          label={text.words}
          value={printed.text}
          maxLength={200}
          onChange={(event) =>
            onChange(withPrinted(template, key, { text: event.target.value }), `text ${key}`)
          }
        />
      )}
      {printed && (
        <div className={c("numbers")}>
          <SelectField
            label={text.style}
            placeholder={null}
            options={Object.keys(template.styles).map((name) => ({
              value: name,
              label: wordFor(text.styleNames, name),
            }))}
            value={printed.style ?? ""}
            onChange={(event) => onChange(withPrinted(template, key, { style: event.target.value }))}
          />
          <SelectField
            label={text.align}
            placeholder={text.alignOfStyle}
            options={optionsOf(text.aligns)}
            value={printed.align ?? ""}
            onChange={(event) => {
              const align = (event.target.value || undefined) as Printed["align"];
              onChange(withPrinted(template, key, { align }));
            }}
          />
        </div>
      )}
      {kind === "drawing" && (
        <DrawingEditor template={template} at={Number(key.split("/")[1])} onChange={onChange} />
      )}
      {pages > 1 && kind !== "label" && (
        <SelectField
          label={text.onPage}
          placeholder={null}
          options={Array.from({ length: pages }, (_, i) => ({
            value: String(i + 1),
            label: text.pageNumber(i + 1),
          }))}
          value={String(element.page)}
          onChange={(event) => onChange(movedToPage(template, key, Number(event.target.value)))}
        />
      )}
      <Row>
        {kind === "field" && !template.fields[Number(key.split("/")[1])]?.label && (
          <Button size="small" icon="plus" onClick={addLabel}>
            {text.noLabel}
          </Button>
        )}
        {kind !== "seal" && (
          <Button size="small" icon="trash" onClick={() => onRemoved(without(template, key))}>
            {text.remove}
          </Button>
        )}
      </Row>
    </>
  );
}

interface DrawingEditorProps {
  readonly template: TemplateDesign;
  readonly at: number;
  readonly onChange: ChangeTemplate;
}

function DrawingEditor({ template, at, onChange }: DrawingEditorProps) {
  const text = useText(templateText);
  const drawing = template.drawings[at];
  if (!drawing) return null;
  const set = (change: Partial<typeof drawing>): void =>
    onChange(
      {
        ...template,
        drawings: template.drawings.map((one, i) => (i === at ? { ...one, ...change } : one)),
      },
      `drawing ${at}`,
    );
  return (
    <div className={c("numbers")}>
      {(["colour", "ground"] as const).map(
        (which) =>
          drawing[which] !== undefined && (
            <Field key={which} label={text[which]} name={`drawing-${which}`}>
              {(control) => (
                <input
                  type="color"
                  {...control}
                  className={c("colour")}
                  value={drawing[which]}
                  onChange={(event) => set({ [which]: event.target.value })}
                />
              )}
            </Field>
          ),
      )}
      {drawing.size !== undefined && (
        <NumberField
          label={text.band}
          value={drawing.size}
          step={0.05}
          least={0.05}
          onValue={(size) => set({ size })}
        />
      )}
    </div>
  );
}
