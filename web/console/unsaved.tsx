import { useBlocker } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { type FieldValues, type UseFormReturn, useFormState } from "react-hook-form";
import { ConfirmDialog, useText } from "../ui/index.ts";
import { dialogText } from "./dialog-words.ts";

interface Unsaved {
  /** What is typed now is kept elsewhere: the page may be left. */
  readonly settled: () => void;
  /** The question, to stand somewhere on the page. */
  readonly question: ReactNode;
}

/** Nobody loses by a wrong press what was typed and not saved: leaving asks first, closing the window too. */
export function useUnsaved<Values extends FieldValues>(form: UseFormReturn<Values>): Unsaved {
  const text = useText(dialogText).unsaved;
  const { isDirty } = useFormState({ control: form.control });
  // Read at the moment of leaving, which may come before the next drawing.
  const unsaved = useRef(false);
  useEffect(() => {
    unsaved.current = isDirty;
  }, [isDirty]);
  const leaving = useBlocker({
    shouldBlockFn: () => unsaved.current,
    enableBeforeUnload: () => unsaved.current,
    withResolver: true,
  });
  return {
    settled: () => {
      unsaved.current = false;
      form.reset(form.getValues(), { keepErrors: true, keepSubmitCount: true, keepFieldsRef: true });
    },
    question: (
      <ConfirmDialog
        isOpen={leaving.status === "blocked"}
        onOpenChange={(open) => !open && leaving.reset?.()}
        title={text.title}
        confirmLabel={text.leave}
        cancelLabel={text.stay}
        danger
        onConfirm={() => leaving.proceed?.()}
      >
        <p>{text.lead}</p>
      </ConfirmDialog>
    ),
  };
}
