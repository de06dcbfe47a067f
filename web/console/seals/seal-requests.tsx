import type { SealDetail, SealUseRequest } from "@liangzheng/contract";
import { useState } from "react";
import { useAct, useProblemWords } from "../../api/index.ts";
import {
  Badge,
  Button,
  Card,
  DataTable,
  Dialog,
  EmptyState,
  Form,
  Row,
  showToast,
  TextArea,
  TextField,
  type Tone,
  useForm,
  useFormats,
  useText,
} from "../../ui/index.ts";
import shared from "../console.module.css";
import { useSayFault } from "../fault-words.ts";
import { useFormFailure } from "../form-failure.ts";
import { ReasonDialog } from "../reason-dialog.tsx";
import { useRefresh } from "../use-refresh.ts";
import { useRequired } from "../use-required.ts";
import { Whole } from "../whole.tsx";
import { lifeText } from "./life-words.ts";

const TONES: Readonly<Record<SealUseRequest["state"], Tone>> = {
  asked: "warn",
  granted: "info",
  refused: "bad",
  used: "good",
};

/** Uses outside issuance: one asks, another grants, and it is used once. */
export function SealRequests({ detail }: { detail: SealDetail }) {
  const { requests: text } = useText(lifeText);
  const formats = useFormats();
  const [asking, setAsking] = useState(false);
  const [deciding, setDeciding] = useState<{ request: SealUseRequest; decision: "grant" | "refuse" }>();
  const decide = useAct("decideSealUse");
  const refresh = useRefresh();
  const take = useTake();
  return (
    <Card
      title={text.title}
      flush={detail.requests.length > 0}
      {...(detail.mayAsk && {
        aside: (
          <Button icon="plus" onClick={() => setAsking(true)}>
            {text.ask}
          </Button>
        ),
      })}
    >
      <DataTable
        caption={text.caption}
        rows={detail.requests}
        rowKey={({ requestId }) => requestId}
        empty={
          <EmptyState icon="file" title={text.none}>
            <p>{text.lead}</p>
          </EmptyState>
        }
        columns={[
          {
            id: "document",
            header: text.columns.document,
            main: true,
            cell: ({ document, digest }) => (
              <>
                {document} <span className={shared["small"]}>SM3 {digest.slice(0, 12)}…</span>
              </>
            ),
          },
          { id: "reason", header: text.columns.reason, cell: ({ reason }) => reason },
          {
            id: "asked",
            header: text.columns.asked,
            cell: ({ askedBy, askedAt }) => (
              <>
                <Whole>{askedBy}</Whole> <Whole>{formats.dateTime(askedAt)}</Whole>
              </>
            ),
          },
          {
            id: "state",
            header: text.columns.state,
            cell: ({ state, decidedBy }) => (
              <>
                <Badge tone={TONES[state]}>{text.states[state]}</Badge>{" "}
                {decidedBy && <Whole>{text.decidedBy(decidedBy)}</Whole>}
              </>
            ),
          },
          {
            id: "act",
            header: text.columns.act,
            cell: (request) => (
              <Row>
                {request.mayDecide &&
                  (["grant", "refuse"] as const).map((decision) => (
                    <Button
                      key={decision}
                      size="small"
                      aria-label={`${text[decision]} ${request.document}`}
                      onClick={() => setDeciding({ request, decision })}
                    >
                      {text[decision]}
                    </Button>
                  ))}
                {request.mayUse && (
                  <Button
                    size="small"
                    icon={request.state === "used" ? "download" : "seal"}
                    aria-label={`${request.state === "used" ? text.again : text.use} ${request.document}`}
                    onClick={() => void take(request)}
                  >
                    {request.state === "used" ? text.again : text.use}
                  </Button>
                )}
              </Row>
            ),
          },
        ]}
      />
      <Dialog isOpen={asking} onOpenChange={setAsking} title={text.askTitle(detail.seal.name)}>
        <AskForm detail={detail} onClose={() => setAsking(false)} />
      </Dialog>
      <ReasonDialog
        isOpen={deciding !== undefined}
        onClose={() => setDeciding(undefined)}
        title={text.decideTitle(
          text[deciding?.decision ?? "grant"],
          deciding?.request.askedBy ?? "",
          deciding?.request.document ?? "",
        )}
        label={text.columns.reason}
        confirmLabel={text[deciding?.decision ?? "grant"]}
        danger={deciding?.decision === "refuse"}
        onReason={async (reason) => {
          if (!deciding) return;
          const { request, decision } = deciding;
          await decide.mutateAsync({
            params: { requestId: request.requestId },
            body: { decision, reason },
          });
          refresh.again("getSeal");
          showToast({ tone: "good", text: text.decided });
        }}
      />
    </Card>
  );
}

/** Uses the seal as granted and saves the signature; a second time it saves the same one. */
function useTake() {
  const { requests: text } = useText(lifeText);
  const act = useAct("useSeal");
  const words = useProblemWords();
  const refresh = useRefresh();
  return async ({ requestId, document: name }: SealUseRequest): Promise<void> => {
    try {
      const { signedValue } = await act.mutateAsync({ params: { requestId } });
      const bytes = Uint8Array.from(atob(signedValue), (one) => one.charCodeAt(0));
      const url = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
      const link = document.createElement("a");
      link.href = url;
      link.download = `${name}.dat`;
      link.click();
      URL.revokeObjectURL(url);
      refresh.again("getSeal", "listSeals");
      showToast({ tone: "good", text: text.used });
    } catch (error) {
      showToast({ tone: "bad", text: words(error).title });
    }
  };
}

interface AskValues {
  document: string;
  digest: string;
  reason: string;
}

/** The document stays where it is: its SM3 alone is sent. */
function AskForm({ detail, onClose }: { detail: SealDetail; onClose: () => void }) {
  const { requests: text, cancel } = useText(lifeText);
  const form = useForm<AskValues>({ defaultValues: { document: "", digest: "", reason: "" } });
  const failure = useFormFailure(useSayFault());
  const ask = useAct("askSealUse");
  const refresh = useRefresh();
  const required = useRequired();
  return (
    <Form
      form={form}
      label={text.askTitle(detail.seal.name)}
      onSubmit={async (values) => {
        await ask
          .mutateAsync({ params: { sealId: detail.seal.sealId }, body: values })
          .catch((error: unknown) => {
            throw failure(error);
          });
        refresh.again("getSeal");
        showToast({ tone: "good", text: text.askedFor });
        onClose();
      }}
    >
      <TextField
        label={text.columns.document}
        maxLength={200}
        {...form.register("document", required(text.columns.document))}
      />
      <TextField
        label={text.digest}
        hint={text.digestHint}
        look="number"
        spellCheck={false}
        {...form.register("digest", {
          setValueAs: (value: string) => value.trim().toLowerCase(),
          validate: (value) => /^[0-9a-f]{64}$/.test(value) || text.digestWrong,
        })}
      />
      <TextArea
        label={text.columns.reason}
        limit={500}
        rows={3}
        {...form.register("reason", required(text.columns.reason))}
      />
      <Row fill>
        <Button onClick={onClose}>{cancel}</Button>
        <Button type="submit" variant="primary" pending={form.formState.isSubmitting}>
          {text.ask}
        </Button>
      </Row>
    </Form>
  );
}
