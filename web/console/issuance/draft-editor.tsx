import type { Draft, DraftContent, TypeDefinition } from "@liangzheng/contract";
import { type ReactNode, useRef, useState } from "react";
import {
  Button,
  Card,
  ConfirmDialog,
  classNames,
  Form,
  Notice,
  Row,
  useForm,
  useText,
} from "../../ui/index.ts";
import shared from "../console.module.css";
import { useSayFault } from "../fault-words.ts";
import { FormFailure, useFormFailure, worded } from "../form-failure.ts";
import { useUnsaved } from "../unsaved.tsx";
import { useTypeName } from "../use-type-name.ts";
import { contentFaults } from "./check-content.ts";
import { DraftFields } from "./draft-fields.tsx";
import { contentOf, type DraftValues } from "./draft-values.ts";
import styles from "./issuance.module.css";
import { issuanceText } from "./issuance-words.ts";

const c = classNames({ ...shared, ...styles });

interface DraftEditorProps {
  readonly definition: TypeDefinition;
  readonly initial: DraftValues;
  readonly title: string;
  /** Saves and gives the draft as the server sees it now. */
  readonly onSave: (content: DraftContent) => Promise<Draft>;
  /** After a successful save that was no submission. */
  readonly onSaved: (draft: Draft) => void;
  /** Submits the saved draft. Opens the outcome. */
  readonly onSubmit: (draft: Draft) => Promise<void>;
  readonly preview: ReactNode;
  readonly footer?: ReactNode;
  readonly faults?: number;
}

/** Writing a licence: save at any time, submit when nothing stands against it, and see the real page beside it. */
export function DraftEditor(props: DraftEditorProps) {
  const { definition, initial, title, onSave, onSaved, onSubmit, preview, footer, faults } = props;
  const { draft: text } = useText(issuanceText);
  const form = useForm<DraftValues>({ defaultValues: initial });
  const say = useSayFault(definition);
  const typeName = useTypeName();
  const failure = useFormFailure(say);
  const unsaved = useUnsaved(form);
  const wish = useRef<"save" | "submit">("save");
  const [asked, setAsked] = useState<Draft>();

  const run = async (values: DraftValues): Promise<void> => {
    const content = contentOf(definition, values);
    const half = content.holders.findIndex(({ code, name }) => code === "" || name === "");
    if (half >= 0)
      throw new FormFailure(text.partlyHolder, text.partlyHolder, [
        {
          field: `/holders/${half}/${content.holders[half]?.code === "" ? "code" : "name"}`,
          rule: "",
          message: text.partlyHolder,
        },
      ]);
    const local = wish.current === "submit" ? contentFaults(definition, content) : [];
    if (local.length > 0) throw refused(worded(local, say));
    const saved = await onSave(content);
    unsaved.settled();
    if (wish.current === "save") return onSaved(saved);
    if (saved.faults.length > 0) throw refused(worded(saved.faults, say));
    setAsked(saved);
  };
  const refused = (errors: ReturnType<typeof worded>): FormFailure =>
    new FormFailure(text.faults(errors.length), text.faults(errors.length), errors);

  /** Faults of data that the platform fills in belong to no input and would hold the form back for ever. */
  const press = (next: "save" | "submit") => () => {
    wish.current = next;
    form.clearErrors();
  };
  const number = asked?.content.number ?? "";
  const second = definition.secondPerson;
  return (
    <div className={c("columns")}>
      <Form
        form={form}
        label={title}
        onSubmit={async (values) => {
          await run(values).catch((error: unknown) => {
            throw failure(error);
          });
        }}
      >
        <DraftFields definition={definition} form={form} />
        {faults !== undefined && (
          <Notice tone={faults > 0 ? "warn" : "good"}>
            <p>{faults > 0 ? text.faults(faults) : text.complete}</p>
          </Notice>
        )}
        <div className={c("actions")}>
          <Row fill>
            <Button
              type="submit"
              variant="primary"
              icon={second ? "send" : "seal"}
              pending={form.formState.isSubmitting && wish.current === "submit"}
              onClick={press("submit")}
            >
              {second ? text.submit : text.issue}
            </Button>
            <Button
              type="submit"
              pending={form.formState.isSubmitting && wish.current === "save"}
              onClick={press("save")}
            >
              {text.save}
            </Button>
            {footer}
          </Row>
        </div>
      </Form>
      <div className={c("sticky")}>
        <Card title={text.preview}>{preview}</Card>
      </div>
      {unsaved.question}
      <ConfirmDialog
        isOpen={asked !== undefined}
        onOpenChange={(open) => !open && setAsked(undefined)}
        title={(second ? text.confirmSubmit : text.confirmIssue)(
          asked ? typeName(asked.summary) : "",
          number,
        )}
        confirmLabel={second ? text.submit : text.issue}
        onConfirm={async () => {
          if (!asked) return;
          await onSubmit(asked).catch((error: unknown) => {
            const shown = failure(error);
            const message = shown instanceof Error ? shown.message : "";
            form.setError("root.server", { type: "server", message });
            if (shown instanceof FormFailure)
              for (const { field, message: words } of shown.problem.errors)
                form.setError(field.slice(1).replaceAll("/", ".") as never, {
                  type: "server",
                  message: words,
                });
          });
        }}
      >
        <p>
          {second
            ? text.confirmSubmitLead
            : definition.jointSealing
              ? text.confirmJointLead
              : text.confirmIssueLead}
        </p>
      </ConfirmDialog>
    </div>
  );
}
