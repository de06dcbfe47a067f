import type { TemplateDesign } from "@liangzheng/contract";
import { Button, Card, classNames, Field, SelectField, useText } from "../../../ui/index.ts";
import { optionsOf, wordFor } from "../../domain-words.ts";
import type { ChangeTemplate } from "./designer-props.ts";
import { NumberField } from "./number-field.tsx";
import styles from "./template.module.css";
import { withPrinted } from "./template-elements.ts";
import { templateText } from "./template-words.ts";

const c = classNames(styles);

type Style = TemplateDesign["styles"][string];

interface StyleEditorProps {
  readonly template: TemplateDesign;
  /** The element whose style it is. */
  readonly chosen: string;
  readonly name: string;
  readonly onChange: ChangeTemplate;
}

/** A text style of the page: changed once, it changes all that is set in it. */
export function StyleEditor({ template, chosen, name, onChange }: StyleEditorProps) {
  const text = useText(templateText);
  const style = template.styles[name];
  if (!style) return null;
  const set = (change: Partial<Style>): void =>
    onChange(
      { ...template, styles: { ...template.styles, [name]: { ...style, ...change } } },
      `${Object.keys(change).join()} ${name}`,
    );
  const uses = [...template.texts, ...template.fields, ...template.fields.map(({ label }) => label)].filter(
    (one) => one?.style === name,
  ).length;
  const split = (): void => {
    const names = Object.keys(template.styles);
    const next =
      names.map((_, i) => `style-${i + 1}`).find((one) => !names.includes(one)) ??
      `style-${names.length + 1}`;
    onChange(
      withPrinted({ ...template, styles: { ...template.styles, [next]: style } }, chosen, { style: next }),
    );
  };
  return (
    <Card title={text.styleTitle(wordFor(text.styleNames, name))}>
      {uses > 1 && <p>{text.styleUsed(uses)}</p>}
      <div className={c("numbers")}>
        <SelectField
          label={text.typeface}
          placeholder={null}
          options={optionsOf(text.typefaces)}
          value={style.face}
          onChange={(event) => set({ face: event.target.value as Style["face"] })}
        />
        <SelectField
          label={text.vertical}
          placeholder={null}
          options={optionsOf(text.verticals)}
          value={style.vertical}
          onChange={(event) => set({ vertical: event.target.value as Style["vertical"] })}
        />
        <NumberField
          label={text.size}
          value={style.size}
          step={0.1}
          least={1}
          onValue={(size) => set({ size })}
        />
        <NumberField
          label={text.minimumSize}
          value={style.minimumSize}
          step={0.1}
          least={1}
          onValue={(minimumSize) => set({ minimumSize })}
        />
        <NumberField
          label={text.letterSpacing}
          value={style.letterSpacing ?? 0}
          step={0.1}
          onValue={(letterSpacing) => set({ letterSpacing })}
        />
        <NumberField
          label={text.lineHeight}
          value={style.lineHeight ?? 1.4}
          step={0.05}
          least={1}
          unit={false}
          onValue={(lineHeight) => set({ lineHeight })}
        />
        <SelectField
          label={text.align}
          placeholder={null}
          options={optionsOf(text.aligns)}
          value={style.align}
          onChange={(event) => set({ align: event.target.value as Style["align"] })}
        />
        <Field label={text.colour} name="style-colour">
          {(control) => (
            <input
              type="color"
              {...control}
              className={c("colour")}
              value={style.colour}
              onChange={(event) => set({ colour: event.target.value })}
            />
          )}
        </Field>
      </div>
      {uses > 1 && (
        <Button size="small" icon="plus" onClick={split}>
          {text.ownStyle}
        </Button>
      )}
    </Card>
  );
}
