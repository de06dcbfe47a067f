import { type ReactNode, useState } from "react";
import { Button, Dialog, Form, Row, TextArea, useForm, useText } from "../ui/index.ts";
import { dialogText } from "./dialog-words.ts";
import { useSayFault } from "./fault-words.ts";
import { useFormFailure } from "./form-failure.ts";

export interface ReasonDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children?: ReactNode;
  readonly label: string;
  readonly hint?: string;
  readonly confirmLabel: string;
  readonly danger?: boolean;
  /** Ready-made reasons to start from. */
  readonly templates?: readonly string[];
  readonly onReason: (reason: string) => Promise<unknown>;
}

/** An act that needs a reason in writing. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { isOpen, onClose, title, children } = props;
  return (
    <Dialog isOpen={isOpen} onOpenChange={(open) => !open && onClose()} title={title}>
      {children}
      <ReasonForm {...props} />
    </Dialog>
  );
}

/** Made anew whenever the dialog opens, and so empty. */
function ReasonForm(props: ReasonDialogProps) {
  const { onClose, title, label, hint, confirmLabel, danger, templates = [], onReason } = props;
  const text = useText(dialogText);
  const form = useForm<{ reason: string }>({ defaultValues: { reason: "" } });
  const failure = useFormFailure(useSayFault());
  // The counter below the field counts what is typed; a template taken over is a new beginning.
  const [taken, setTaken] = useState("");
  return (
    <Form
      form={form}
      label={title}
      onSubmit={async ({ reason }) => {
        await onReason(reason.trim()).catch((error: unknown) => {
          throw failure(error);
        });
        onClose();
      }}
    >
      {templates.length > 0 && (
        <Row>
          {templates.map((template) => (
            <Button
              key={template}
              size="small"
              onClick={() => {
                form.setValue("reason", template);
                setTaken(template);
              }}
            >
              {template}
            </Button>
          ))}
        </Row>
      )}
      <TextArea
        key={taken}
        label={label}
        defaultValue={taken}
        limit={500}
        {...(hint && { hint })}
        {...form.register("reason", {
          validate: (reason) =>
            reason.trim() === "" ? text.reasonMissing : reason.length <= 500 || text.reasonLong,
        })}
      />
      <Row fill>
        <Button onClick={onClose}>{text.cancel}</Button>
        <Button type="submit" variant={danger ? "danger" : "primary"} pending={form.formState.isSubmitting}>
          {confirmLabel}
        </Button>
      </Row>
    </Form>
  );
}
