import type { TypeDefinition } from "@liangzheng/contract";
import type { HistoryControl } from "./use-history.ts";

/** With the name of the stroke that it belongs to, where undoing shall take back all of it: a drag, a word. */
export type ChangeTemplate = (template: TypeDefinition["template"], stroke?: string) => void;

/** A type whose page is being designed. */
export interface TemplateDesignerProps {
  readonly definition: TypeDefinition;
  readonly onChange: ChangeTemplate;
}

export interface UndoProps {
  readonly history: Pick<HistoryControl<unknown>, "canUndo" | "canRedo" | "undo" | "redo">;
}
