import type { Draft, DraftSealing } from "@liangzheng/contract";
import { useState } from "react";
import { ApiErrorState, useAct, useOperation } from "../../api/index.ts";
import {
  Button,
  Card,
  DescriptionList,
  Form,
  LoadingState,
  Notice,
  Row,
  SelectField,
  showToast,
  useForm,
  useLanguage,
  useText,
} from "../../ui/index.ts";
import { publishedDefinition } from "../catalogue/versions.ts";
import shared from "../console.module.css";
import { useSayFault } from "../fault-words.ts";
import { useFormFailure } from "../form-failure.ts";
import { ReasonDialog } from "../reason-dialog.tsx";
import { useRefresh } from "../use-refresh.ts";
import { Progress } from "./progress.tsx";
import { sealingText } from "./sealing-words.ts";

/** Who seals a draft together with its issuer; nothing for a type that one body seals alone. */
export function DraftSealingCard({ draft }: { draft: Draft }) {
  const { typeKey, state } = draft.summary;
  const type = useOperation("getLicenceType", { params: { typeKey } });
  const joint = type.data && publishedDefinition(type.data)?.jointSealing !== undefined;
  return joint || state === "sealing" ? <Sealing draftId={draft.summary.draftId} /> : null;
}

function Sealing({ draftId }: { draftId: string }) {
  const text = useText(sealingText);
  const query = useOperation("getDraftSealing", { params: { draftId } });
  if (query.isError) return <ApiErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState lines={3} />;
  const sealing = query.data;
  const { attempts } = sealing;
  return (
    <Card title={text.draft.title}>
      <p className={shared["small"]}>
        {text.progressLead[sealing.order]} {text.draft.lead(sealing.deadlineDays)}
      </p>
      {sealing.mayWithdraw && <UnderWay draftId={draftId} sealing={sealing} />}
      {sealing.mayChoose && <Parties draftId={draftId} sealing={sealing} />}
      {attempts.map(({ state, startedAt, parties }, at) => (
        <section key={startedAt}>
          {(attempts.length > 1 || state !== "under-way") && (
            <h3 className={shared["sectionTitle"]}>
              {text.draft.attempt(attempts.length - at)} · {text.attempts[state]}
            </h3>
          )}
          <Progress parties={parties} />
        </section>
      ))}
    </Card>
  );
}

function UnderWay({ draftId, sealing }: { draftId: string; sealing: DraftSealing }) {
  const { draft: text } = useText(sealingText);
  const refresh = useRefresh();
  const withdraw = useAct("withdrawSealing");
  const [open, setOpen] = useState(false);
  const isLate = sealing.attempts[0]?.parties.some(({ state }) => state === "overdue");
  return (
    <>
      <Notice tone={isLate ? "warn" : "info"} title={text.under}>
        <p>{isLate ? text.late : text.underLead}</p>
      </Notice>
      <Row fill>
        <Button icon="undo" onClick={() => setOpen(true)}>
          {text.withdraw}
        </Button>
      </Row>
      <ReasonDialog
        isOpen={open}
        onClose={() => setOpen(false)}
        title={text.withdrawTitle}
        label={text.withdrawReason}
        confirmLabel={text.withdraw}
        danger
        onReason={async (reason) => {
          const params = { draftId };
          refresh.put(
            "getDraftSealing",
            { params },
            await withdraw.mutateAsync({ params, body: { reason } }),
          );
          refresh.again("getDraft", "listDrafts");
          showToast({ text: text.withdrawn });
        }}
      >
        <p>{text.withdrawLead}</p>
      </ReasonDialog>
    </>
  );
}

/** The bodies as the type settles them, and a choice for those it leaves open. */
function Parties({ draftId, sealing }: { draftId: string; sealing: DraftSealing }) {
  const { draft: text } = useText(sealingText);
  const language = useLanguage();
  const settled = sealing.parties.filter(({ candidates }) => candidates.length === 0);
  const open = sealing.parties.filter(({ candidates }) => candidates.length > 0);
  const roleOf = ({ role, roleEn }: { role: string; roleEn: string }): string =>
    language === "en" ? roleEn : role;
  return (
    <>
      {settled.length > 0 && (
        <DescriptionList
          items={settled.map((party) => ({ label: roleOf(party), value: party.organ?.name ?? text.open }))}
        />
      )}
      {open.length > 0 && <Choice draftId={draftId} parties={open} roleOf={roleOf} />}
    </>
  );
}

function Choice(props: {
  readonly draftId: string;
  readonly parties: DraftSealing["parties"];
  readonly roleOf: (party: DraftSealing["parties"][number]) => string;
}) {
  const { draftId, parties, roleOf } = props;
  const { draft: text } = useText(sealingText);
  const refresh = useRefresh();
  const choose = useAct("chooseSealers");
  const failure = useFormFailure(useSayFault());
  const form = useForm<Record<string, string>>({
    defaultValues: Object.fromEntries(parties.map(({ id, organ }) => [id, organ?.code ?? ""])),
  });
  return (
    <Form
      form={form}
      label={text.title}
      onSubmit={async (values) => {
        const params = { draftId };
        const sealers = Object.fromEntries(Object.entries(values).filter(([, code]) => code !== ""));
        const next = await choose.mutateAsync({ params, body: { sealers } }).catch((error: unknown) => {
          throw failure(error);
        });
        refresh.put("getDraftSealing", { params }, next);
        showToast({ tone: "good", text: text.saved });
      }}
    >
      {parties.map((party) => (
        <SelectField
          key={party.id}
          label={text.choose(roleOf(party))}
          options={party.candidates.map(({ code, name }) => ({ value: code, label: name }))}
          {...form.register(party.id)}
        />
      ))}
      <Row fill>
        <Button type="submit" pending={form.formState.isSubmitting}>
          {text.save}
        </Button>
      </Row>
    </Form>
  );
}
