import type { LicenceDetail } from "@liangzheng/contract";
import { useAct } from "../../api/index.ts";
import {
  Button,
  Dialog,
  Form,
  RadioGroup,
  Row,
  TextArea,
  useForm,
  useNavigation,
  useText,
} from "../../ui/index.ts";
import { domainText } from "../domain-words.ts";
import { faultText, useSayFault } from "../fault-words.ts";
import { useFormFailure } from "../form-failure.ts";
import { useRefresh } from "../use-refresh.ts";
import { useRequired } from "../use-required.ts";
import { licenceText } from "./licence-words.ts";

const KINDS = ["change", "renewal", "replacement"] as const;

interface VersionDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly licence: LicenceDetail;
}

/** Begins a change, renewal or replacement: the draft that comes of it opens at once. */
export function VersionDialog(props: VersionDialogProps) {
  const { isOpen, onClose, licence } = props;
  const { acts: text } = useText(licenceText);
  const { status, number } = licence.summary;
  return (
    <Dialog isOpen={isOpen} onOpenChange={(open) => !open && onClose()} title={text.versionTitle(number)}>
      {status === "valid" || status === "expired" || status === "pending" ? (
        <VersionForm {...props} />
      ) : (
        <p>{text.versionOnlyValid}</p>
      )}
    </Dialog>
  );
}

/** Made anew whenever the dialog opens, and so empty. */
function VersionForm({ onClose, licence: { summary } }: VersionDialogProps) {
  const { acts: text } = useText(licenceText);
  const { rules } = useText(faultText);
  const required = useRequired();
  const { draftKinds } = useText(domainText);
  const { navigate } = useNavigation();
  const refresh = useRefresh();
  const start = useAct("startVersion");
  const failure = useFormFailure(useSayFault());
  const form = useForm<{ kind: (typeof KINDS)[number]; reason: string }>({ defaultValues: { reason: "" } });
  return (
    <Form
      form={form}
      label={text.versionTitle(summary.number)}
      onSubmit={async ({ kind, reason }) => {
        const draft = await start
          .mutateAsync({
            params: { licenceKey: summary.licenceKey },
            body: { kind, reason: reason.trim() },
          })
          .catch((error: unknown) => {
            throw failure(error);
          });
        const { draftId } = draft.summary;
        refresh.put("getDraft", { params: { draftId } }, draft);
        refresh.again("listDrafts");
        onClose();
        navigate(`/drafts/${draftId}`);
      }}
    >
      <p>{text.versionLead}</p>
      <RadioGroup
        legend={text.versionKind}
        options={KINDS.map((value) => ({
          value,
          label: draftKinds[value],
          hint: text.versionHints[value],
        }))}
        {...form.register("kind", { required: rules.choose(text.versionKind) })}
      />
      <TextArea
        label={text.reason}
        limit={500}
        rows={3}
        {...form.register("reason", required(text.reason))}
      />
      <Row fill>
        <Button onClick={onClose}>{text.cancel}</Button>
        <Button type="submit" variant="primary" icon="edit" pending={form.formState.isSubmitting}>
          {text.start}
        </Button>
      </Row>
    </Form>
  );
}
