import type { SealAct, SealDetail } from "@liangzheng/contract";
import { useEffect, useState } from "react";
import { useAct, useSession } from "../../api/index.ts";
import {
  Button,
  ButtonLink,
  Dialog,
  Form,
  Notice,
  Row,
  showToast,
  TextField,
  useForm,
  useText,
} from "../../ui/index.ts";
import { useSayFault } from "../fault-words.ts";
import { useFormFailure } from "../form-failure.ts";
import { useRole } from "../roles.ts";
import { useRefresh } from "../use-refresh.ts";
import { GroundFields, type GroundValues } from "./ground-fields.tsx";
import { lifeText } from "./life-words.ts";

/** Acts that nothing undoes are asked in red. */
const FINAL: readonly SealAct[] = ["refuse", "report-lost", "destroy"];
const REPLACEABLE: readonly string[] = ["active", "suspended", "lost", "revoked"];

/** What this person may do with the seal now; the server says which, and decides again. */
export function SealActs({ detail }: { detail: SealDetail }) {
  const text = useText(lifeText);
  const applicant = useRole("clerk", "seal-keeper");
  const [asked, setAsked] = useState<SealAct>();
  const { seal, acts, replacedBy } = detail;
  // Revocation by a certificate's reasons is for programs: people report a loss or destroy.
  const offered = acts.filter((act) => act !== "revoke");
  const successor = applicant && replacedBy === null && REPLACEABLE.includes(seal.state);
  if (offered.length === 0 && !successor) return null;
  return (
    <Row>
      {offered.map((act) => (
        <Button
          key={act}
          variant={FINAL.includes(act) ? "secondary" : "primary"}
          onClick={() => setAsked(act)}
        >
          {text.acts[act]}
        </Button>
      ))}
      {successor && <ButtonLink href={`/seals/new?replaces=${seal.sealId}`}>{text.replaceIt}</ButtonLink>}
      <ActDialog detail={detail} act={asked} onClose={() => setAsked(undefined)} />
    </Row>
  );
}

interface ActDialogProps {
  readonly detail: SealDetail;
  readonly act: SealAct | undefined;
  readonly onClose: () => void;
}

function ActDialog({ detail, act, onClose }: ActDialogProps) {
  const text = useText(lifeText);
  // The words stay while the dialog closes.
  const [shown, setShown] = useState<SealAct>("activate");
  useEffect(() => {
    if (act) setShown(act);
  }, [act]);
  return (
    <Dialog
      isOpen={act !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={text.actTitle(text.acts[shown], detail.seal.name)}
    >
      {act && <ActForm detail={detail} act={act} onClose={onClose} />}
    </Dialog>
  );
}

interface ActValues extends GroundValues {
  since: string;
}

function ActForm({ detail, act, onClose }: ActDialogProps & { act: SealAct }) {
  const text = useText(lifeText);
  const organ = useSession().session?.organ?.name ?? "";
  const form = useForm<ActValues>({
    defaultValues: { decidingOrgan: organ, documentNumber: "", reason: "", since: "" },
  });
  const failure = useFormFailure(useSayFault());
  const refresh = useRefresh();
  const send = useSend(detail.seal.sealId);
  const lost = act === "report-lost";
  const now = localMinute(Date.now());
  return (
    <Form
      form={form}
      label={text.actTitle(text.acts[act], detail.seal.name)}
      onSubmit={async (values) => {
        await send(act, values).catch((error: unknown) => {
          throw failure(error);
        });
        refresh.again("getSeal", "listSeals");
        showToast({ tone: "good", text: text.recorded(text.acts[act]) });
        onClose();
      }}
    >
      <Notice tone={FINAL.includes(act) ? "bad" : "info"}>
        <p>{text.actHints[act]}</p>
      </Notice>
      <GroundFields form={form as never} />
      {lost && (
        <TextField
          label={text.since}
          hint={text.sinceHint}
          type="datetime-local"
          max={now}
          optional
          {...form.register("since", {
            validate: (value) => value === "" || value <= now || text.sinceAhead,
          })}
        />
      )}
      <Row fill>
        <Button onClick={onClose}>{text.cancel}</Button>
        <Button
          type="submit"
          variant={FINAL.includes(act) ? "danger" : "primary"}
          pending={form.formState.isSubmitting}
        >
          {text.acts[act]}
        </Button>
      </Row>
    </Form>
  );
}

/** Which operation an act is. */
function useSend(sealId: string) {
  const decide = useAct("decideSeal");
  const make = useAct("makeSeal");
  const record = useAct("recordSealAct");
  const params = { sealId };
  return (act: SealAct, { since, ...ground }: ActValues): Promise<unknown> => {
    switch (act) {
      case "approve":
      case "refuse":
        return decide.mutateAsync({ params, body: { decision: act, ...ground } });
      case "make":
        return make.mutateAsync({ params, body: ground });
      case "activate":
      case "suspend":
      case "resume":
      case "destroy":
        return record.mutateAsync({ params, body: { act, ...ground } });
      case "report-lost": {
        const astray = since === "" ? null : new Date(since).toISOString();
        return record.mutateAsync({ params, body: { act, ...ground, since: astray } });
      }
      case "apply":
      case "replace":
      case "revoke":
        throw new Error(`${act} has no form here`);
    }
  };
}

/** As `<input type="datetime-local">` writes it. */
function localMinute(at: number): string {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
