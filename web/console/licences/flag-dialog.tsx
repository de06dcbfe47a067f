import type { FlagKind, LicenceDetail } from "@liangzheng/contract";
import { useEffect } from "react";
import { useAct } from "../../api/index.ts";
import {
  Button,
  Dialog,
  Form,
  Row,
  SelectField,
  showToast,
  TextField,
  useForm,
  useText,
} from "../../ui/index.ts";
import { domainText, optionsOf } from "../domain-words.ts";
import { faultText, useSayFault } from "../fault-words.ts";
import { useFormFailure } from "../form-failure.ts";
import { useRefresh } from "../use-refresh.ts";
import { useRequired } from "../use-required.ts";
import { licenceText } from "./licence-words.ts";

/** A new record, or the release of one that stands. */
export type FlagQuestion =
  | { readonly set: true }
  | { readonly set: false; readonly flag: LicenceDetail["flags"][number] };

interface FlagDialogProps {
  readonly question: FlagQuestion | undefined;
  readonly onClose: () => void;
  readonly licence: LicenceDetail;
}

export function FlagDialog({ question, onClose, licence: { summary } }: FlagDialogProps) {
  const { acts: text } = useText(licenceText);
  const { flags } = useText(domainText);
  const refresh = useRefresh();
  const act = useAct("setFlag");
  const failure = useFormFailure(useSayFault());
  const form = useForm<{ kind: FlagKind; source: string; documentNumber: string }>();
  const standing = question && !question.set ? question.flag : undefined;
  useEffect(() => {
    if (question)
      form.reset({
        ...(standing && { kind: standing.kind }),
        source: standing?.source ?? "",
        documentNumber: standing?.documentNumber ?? "",
      });
  }, [question, standing, form]);
  const { rules } = useText(faultText);
  const required = useRequired();
  const title = standing
    ? text.releaseTitle(flags[standing.kind], summary.number)
    : text.flagTitle(summary.number);
  return (
    <Dialog isOpen={question !== undefined} onOpenChange={(open) => !open && onClose()} title={title}>
      <Form
        form={form}
        label={title}
        onSubmit={async (values) => {
          await act
            .mutateAsync({
              params: { licenceKey: summary.licenceKey },
              body: { ...values, set: standing === undefined },
            })
            .catch((error: unknown) => {
              throw failure(error);
            });
          refresh.again("getLicence", "searchLicences");
          showToast({ tone: "good", text: standing ? text.flagReleased : text.flagSet });
          onClose();
        }}
      >
        {!standing && (
          <SelectField
            label={text.flagKind}
            options={optionsOf(flags)}
            {...form.register("kind", { required: rules.choose(text.flagKind) })}
          />
        )}
        <TextField label={text.source} maxLength={100} {...form.register("source", required(text.source))} />
        <TextField
          label={text.documentNumber}
          maxLength={100}
          readOnly={standing !== undefined}
          {...form.register("documentNumber", required(text.documentNumber))}
        />
        <Row fill>
          <Button onClick={onClose}>{text.cancel}</Button>
          <Button type="submit" variant="primary" pending={form.formState.isSubmitting}>
            {standing ? text.release : text.set}
          </Button>
        </Row>
      </Form>
    </Dialog>
  );
}
