import { mostTemplatePages, type TemplateBox, type TypeDefinition } from "@liangzheng/contract";
import { useMemo, useState } from "react";
import { ApiErrorState, useBlobUrl, useOperation } from "../../../api/index.ts";
import {
  Button,
  Card,
  LoadingState,
  Notice,
  RadioGroup,
  Row,
  SelectField,
  useLanguage,
  useText,
  VisuallyHidden,
} from "../../../ui/index.ts";
import { optionsOf, wordFor } from "../../domain-words.ts";
import { AddMenu } from "./add-menu.tsx";
import type { ChangeTemplate, TemplateDesignerProps, UndoProps } from "./designer-props.ts";
import { ElementEditor } from "./element-editor.tsx";
import { FaultList } from "./fault-list.tsx";
import { PageCanvas } from "./page-canvas.tsx";
import { PageEditor } from "./page-editor.tsx";
import { StyleEditor } from "./style-editor.tsx";
import styles from "./template.module.css";
import { elementsOf, keyOfFault, type PageElement, printedAt, withBox } from "./template-elements.ts";
import { pageCount, withNewPage } from "./template-pages.ts";
import { templateText } from "./template-words.ts";
import { useUndoKeys } from "./use-history.ts";
import { useSettled } from "./use-settled.ts";

const PAGE = "page";
const LIST = "template-element";

/** The page of a type: chosen on the picture or from the list, changed by hand, by arrow keys or by form. */
export function TemplateDesigner({ definition, onChange, history }: TemplateDesignerProps & UndoProps) {
  const text = useText(templateText);
  const language = useLanguage();
  const { template, fields } = definition;
  const [chosen, setChosen] = useState<string>("fields/0");
  const [fill, setFill] = useState<"usual" | "longest">("usual");
  const [said, setSaid] = useState("");
  const [shown, setShown] = useState(1);
  const pages = pageCount(template);
  // What was undone may have been the page itself.
  const page = Math.min(shown, pages);
  const { name, number } = definition;
  const sample = useSettled({ name, fields, template, example: number.example, fill, page }, 300);
  const drawn = useOperation("previewTemplate", { body: sample }, { keepPrevious: true });
  const svg = drawn.data?.svg;
  const picture = useBlobUrl(
    useMemo(() => (svg ? new Blob([svg], { type: "image/svg+xml" }) : undefined), [svg]),
  );
  const nameOf = useElementName(fields);
  const elements = elementsOf(template);
  const element = elements.find((one) => one.key === chosen && one.page === page);
  const faults = drawn.data?.faults ?? [];
  const faulty = new Set(faults.flatMap(({ field }) => keyOfFault(field) ?? []));
  const put = (key: string, box: TemplateBox): void => {
    const next = withBox(template, key, box);
    onChange(next, `put ${key}`);
    const moved = elementsOf(next).find((one) => one.key === key);
    if (!moved) return;
    const { x, y, width, height } = moved.box;
    const [left, top, wide, high] = [x, y, width, height].map((side) => String(Math.round(side * 100) / 100));
    setSaid(text.at(nameOf(moved), left ?? "", top ?? "", wide ?? "", high ?? ""));
  };
  /** Its page comes with it. */
  const choose = (key: string): void => {
    setChosen(key);
    const found = elements.find((one) => one.key === key);
    if (found) setShown(found.page);
  };
  /** Chooses from afar: where it is edited may be out of sight, and what was pressed may be gone. */
  const lead = (key: string): void => {
    choose(key);
    document.getElementById(LIST)?.focus();
  };
  /** Whatever the change, what is chosen stays in sight. */
  const change: ChangeTemplate = (next, stroke) => {
    onChange(next, stroke);
    const after = elementsOf(next).find((one) => one.key === chosen);
    if (after) setShown(after.page);
  };
  const turnTo = (next: number): void => {
    setShown(next);
    setChosen(PAGE);
    setSaid(text.pageSaid(next, pages));
  };
  const addPage = (): void => {
    const next = withNewPage(template);
    onChange(next);
    setShown(pageCount(next));
    setChosen(PAGE);
    setSaid(text.pageAdded(pageCount(next)));
  };
  const undo = (): void => {
    setSaid(history.canUndo ? text.undone : text.nothingToUndo);
    if (history.canUndo) history.undo();
  };
  const redo = (): void => {
    setSaid(history.canRedo ? text.redone : text.nothingToRedo);
    if (history.canRedo) history.redo();
  };
  useUndoKeys(undo, redo);
  const style = element && printedAt(template, element.key)?.style;
  const pageAndName = (one: PageElement): string =>
    pages > 1 ? text.onPageSaid(one.page, nameOf(one)) : nameOf(one);
  const tight = elements
    .filter(({ kind, name: id }) => kind === "field" && drawn.data?.tight.includes(id))
    .map(pageAndName);
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
        <Row>
          <Button size="small" icon="undo" disabled={!history.canUndo} onClick={undo}>
            {text.undo}
          </Button>
          <Button size="small" icon="redo" disabled={!history.canRedo} onClick={redo}>
            {text.redo}
          </Button>
          {pages < mostTemplatePages && (
            <Button size="small" icon="plus" onClick={addPage}>
              {text.addPage}
            </Button>
          )}
        </Row>
        {pages > 1 && (
          <RadioGroup
            legend={text.pages}
            look="segments"
            name="page"
            options={Array.from({ length: pages }, (_, i) => ({
              value: String(i + 1),
              label: text.pageNumber(i + 1),
            }))}
            value={String(page)}
            onChange={(event) => turnTo(Number(event.target.value))}
          />
        )}
        {drawn.isError && <ApiErrorState error={drawn.error} onRetry={() => void drawn.refetch()} />}
        {drawn.data && svg === null && <Notice tone="warn">{text.noPage}</Notice>}
        {drawn.isPending && <LoadingState lines={2} />}
        <PageCanvas
          template={template}
          page={page}
          picture={picture}
          chosen={chosen}
          faulty={faulty}
          nameOf={nameOf}
          onChoose={choose}
          onPut={put}
        />
        <VisuallyHidden>
          <output aria-live="polite">{said}</output>
        </VisuallyHidden>
        {tight.length > 0 && <p>{text.tight(tight.join(language === "en" ? ", " : "、"))}</p>}
        {drawn.data && <FaultList faults={faults} elements={elements} nameOf={pageAndName} onChoose={lead} />}
      </Card>
      <div className={styles["side"]}>
        <Card title={text.element}>
          <SelectField
            id={LIST}
            label={text.element}
            placeholder={null}
            value={element ? element.key : PAGE}
            onChange={(event) => choose(event.target.value)}
            options={[
              { value: PAGE, label: text.groups.page },
              ...elements.map((one) => ({
                value: one.key,
                label: pageAndName(one),
              })),
            ]}
          />
          {element ? (
            <ElementEditor
              key={element.key}
              template={template}
              element={element}
              onPut={put}
              onChange={change}
              onRemoved={(next) => {
                lead(PAGE);
                onChange(next);
              }}
            />
          ) : (
            <PageEditor
              definition={definition}
              page={page}
              onChange={onChange}
              onRemoved={(next) => {
                setShown(1);
                lead(PAGE);
                setSaid(text.pageRemoved(page));
                onChange(next);
              }}
            />
          )}
          <AddMenu definition={definition} page={page} onChange={onChange} onChoose={setChosen} />
        </Card>
        {style && (
          <StyleEditor
            key={style}
            template={template}
            chosen={element.key}
            name={style}
            onChange={onChange}
          />
        )}
      </div>
    </div>
  );
}

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
