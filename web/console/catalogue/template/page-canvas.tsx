import type { TemplateBox, TemplateDesign } from "@liangzheng/contract";
import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { classNames, useText } from "../../../ui/index.ts";
import styles from "./template.module.css";
import { elementsOf, type PageElement, stepped } from "./template-elements.ts";
import { sizeOfPage } from "./template-pages.ts";
import { templateText } from "./template-words.ts";

const c = classNames(styles);

interface PageCanvasProps {
  readonly template: TemplateDesign;
  /** The number of the page that is shown. */
  readonly page: number;
  /** The page with sample data, as the server drew it last. */
  readonly picture: string | undefined;
  readonly chosen: string;
  readonly faulty: ReadonlySet<string>;
  readonly nameOf: (element: PageElement) => string;
  readonly onChoose: (key: string) => void;
  readonly onPut: (key: string, box: TemplateBox) => void;
}

/**
 * The page with a button on everything that can be moved. One of them is in the order of the Tab key, the chosen one;
 * the others are chosen by pointer or from the list.
 */
export function PageCanvas(props: PageCanvasProps) {
  const { template, page: number, picture, chosen, faulty, nameOf, onChoose, onPut } = props;
  const text = useText(templateText);
  const canvas = useRef<HTMLFieldSetElement>(null);
  const held = useRef<{ key: string; x: number; y: number; box: TemplateBox } | undefined>(undefined);
  const elements = elementsOf(template).filter((element) => element.page === number);
  const page = sizeOfPage(template, number);
  const shown = elements.filter(({ kind, key }) => kind !== "drawing" || key === chosen);
  const entry = shown.some(({ key }) => key === chosen) ? chosen : shown[0]?.key;
  const percent = (value: number, whole: number): string => `${(value / whole) * 100}%`;

  const take = (event: PointerEvent<HTMLButtonElement>, { key, box }: PageElement): void => {
    onChoose(key);
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    held.current = { key, x: event.clientX, y: event.clientY, box };
  };
  const drag = (event: PointerEvent<HTMLButtonElement>): void => {
    const hand = held.current;
    const width = canvas.current?.clientWidth;
    if (!hand || !width) return;
    const scale = page.width / width;
    // A hand is not finer than the arrow keys.
    const by = (pixels: number): number => Math.round(pixels * scale * 2) / 2;
    const [dx, dy] = [by(event.clientX - hand.x), by(event.clientY - hand.y)];
    onPut(hand.key, { ...hand.box, x: hand.box.x + dx, y: hand.box.y + dy });
  };
  const step = (event: KeyboardEvent, { key, box }: PageElement): void => {
    const next = stepped(box, event.key, event.shiftKey);
    if (!next) return;
    event.preventDefault();
    onPut(key, next);
  };

  return (
    <fieldset
      ref={canvas}
      className={c("canvas")}
      style={{ aspectRatio: `${page.width} / ${page.height}` }}
      aria-label={text.canvas}
    >
      {picture && <img src={picture} alt={text.pageAlt} className={c("picture")} draggable={false} />}
      {shown.map((element) => (
        <button
          key={element.key}
          type="button"
          className={c(
            "element",
            element.kind === "seal" && "seal",
            element.kind === "drawing" && "below",
            faulty.has(element.key) && "faulty",
            element.key === chosen && "chosen",
          )}
          style={{
            left: percent(element.box.x, page.width),
            top: percent(element.box.y, page.height),
            width: percent(element.box.width, page.width),
            height: percent(element.box.height, page.height),
          }}
          aria-label={nameOf(element)}
          aria-pressed={element.key === chosen}
          tabIndex={element.key === entry ? 0 : -1}
          onFocus={() => onChoose(element.key)}
          onPointerDown={(event) => take(event, element)}
          onPointerMove={drag}
          onLostPointerCapture={() => {
            held.current = undefined;
          }}
          onKeyDown={(event) => step(event, element)}
        />
      ))}
    </fieldset>
  );
}
