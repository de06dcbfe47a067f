import type { TypeDefinition } from "@liangzheng/contract";
import { Menu, useText } from "../../../ui/index.ts";
import type { TemplateDesignerProps } from "./designer-props.ts";
import { freePlace, missingFrom, withDatum } from "./template-elements.ts";
import { onPage } from "./template-pages.ts";
import { templateText } from "./template-words.ts";

type Template = TypeDefinition["template"];

/** A licence is printed in Chinese, whatever the designer reads. */
const printedWords: Readonly<Record<string, string>> = templateText["zh-CN"].items;

interface AddMenuProps extends TemplateDesignerProps {
  /** The number of the page that it is added to. */
  readonly page: number;
  readonly onChoose: (key: string) => void;
}

export function AddMenu({ definition, page, onChange, onChoose }: AddMenuProps) {
  const text = useText(templateText);
  const { template } = definition;
  const printed = new Set(template.fields.map(({ id }) => id));
  const style = template.fields[0]?.style ?? "value";
  const add = (next: Template, key: string): void => {
    onChange(next);
    onChoose(key);
  };
  const data = [
    ...missingFrom(template, definition)
      .filter(({ kind }) => kind !== "photo")
      .map(({ id, label }) => ({ id: `KZ_${id}`, label, shown: label })),
    ...Object.entries(text.items)
      .filter(([id]) => !printed.has(id))
      .map(([id, shown]) => ({ id, label: printedWords[id] ?? shown, shown })),
  ];
  const free = (width: number, height: number) => freePlace(template, width, height, page);
  const on = onPage(page);
  const line = { draw: "area", box: free(60, 0.2), colour: "#8f8f8f", ...on } as const;
  const frame = { draw: "frame", box: free(40, 20), colour: "#8f8f8f", size: 0.3, ...on } as const;
  const newText = { text: text.newText, box: free(40, 8), style, ...on };
  return (
    <Menu
      label={text.add}
      icon="plus"
      entries={[
        ...data.map(({ id, label, shown }) => ({
          id,
          label: shown,
          onSelect: () => add(withDatum(template, { id, label }, page), `fields/${template.fields.length}`),
        })),
        {
          id: "text",
          label: text.addText,
          onSelect: () =>
            add({ ...template, texts: [...template.texts, newText] }, `texts/${template.texts.length}`),
        },
        ...[line, frame].map((drawing) => ({
          id: drawing.draw,
          label: text.figures[drawing.draw],
          onSelect: () =>
            add(
              { ...template, drawings: [...template.drawings, drawing] },
              `drawings/${template.drawings.length}`,
            ),
        })),
        ...(template.qr
          ? []
          : [
              {
                id: "qr",
                label: text.groups.qr,
                onSelect: () => add({ ...template, qr: { ...free(25, 25), ...on } }, "qr"),
              },
            ]),
        ...(template.photo || !definition.fields.some(({ kind }) => kind === "photo")
          ? []
          : [
              {
                id: "photo",
                label: text.groups.photo,
                onSelect: () => add({ ...template, photo: { ...free(26, 36), ...on } }, "photo"),
              },
            ]),
      ]}
    />
  );
}
