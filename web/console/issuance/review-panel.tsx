import type { Draft } from "@liangzheng/contract";
import { useState } from "react";
import { ApiProblem, useAct, useOperation, useProblemWords } from "../../api/index.ts";
import { Button, Card, ConfirmDialog, Notice, Row, showToast, useText } from "../../ui/index.ts";
import { publishedDefinition } from "../catalogue/versions.ts";
import { domainText } from "../domain-words.ts";
import { useSayFault } from "../fault-words.ts";
import { worded } from "../form-failure.ts";
import { ReasonDialog } from "../reason-dialog.tsx";
import { useRefresh } from "../use-refresh.ts";
import { useTypeName } from "../use-type-name.ts";
import { issuanceText } from "./issuance-words.ts";

/** The second person decides: seal it, or send it back with a reason. */
export function ReviewPanel({ draft }: { draft: Draft }) {
  const { review: text, draft: draftWords } = useText(issuanceText);
  const { draftStates } = useText(domainText);
  const type = useOperation("getLicenceType", { params: { typeKey: draft.summary.typeKey } });
  const isJoint = type.data !== undefined && publishedDefinition(type.data)?.jointSealing !== undefined;
  const refresh = useRefresh();
  const approve = useAct("approveDraft");
  const giveBack = useAct("returnDraft");
  const words = useProblemWords();
  const say = useSayFault();
  const [open, setOpen] = useState<"approve" | "return">();
  const { draftId, mine } = draft.summary;
  const name = useTypeName()(draft.summary);
  const params = { draftId };
  const keep = (next: Draft): void => {
    refresh.put("getDraft", { params }, next);
    refresh.again("getDraftSealing", "listDrafts", "getBatch", "listBatches", "searchLicences", "getLicence");
    window.scrollTo(0, 0);
  };
  if (mine)
    return (
      <Notice tone="warn" title={text.title}>
        <p>{text.own}</p>
      </Notice>
    );
  return (
    <Card title={text.title} tone="blue">
      <p>{text.lead}</p>
      {approve.error && (
        <Notice tone="bad" title={words(approve.error).title}>
          <p>{words(approve.error).lead}</p>
          {approve.error instanceof ApiProblem && (
            <ul>
              {worded(approve.error.faults, say).map(({ field, message }) => (
                <li key={field}>{message}</li>
              ))}
            </ul>
          )}
        </Notice>
      )}
      <Row fill>
        <Button variant="primary" icon="seal" onClick={() => setOpen("approve")}>
          {text.approve}
        </Button>
        <Button icon="undo" onClick={() => setOpen("return")}>
          {text.back}
        </Button>
      </Row>
      <ConfirmDialog
        isOpen={open === "approve"}
        onOpenChange={(is) => !is && setOpen(undefined)}
        title={text.confirm(name, draft.content.number)}
        confirmLabel={text.approve}
        onConfirm={async () => {
          // What went wrong stands on the page, behind the dialog.
          const next = await approve.mutateAsync({ params }).catch(() => undefined);
          if (!next) return;
          keep(next);
          showToast({ tone: "good", text: isJoint ? draftStates.sealing : text.approved });
        }}
      >
        <p>{isJoint ? draftWords.confirmJointLead : text.confirmLead}</p>
      </ConfirmDialog>
      <ReasonDialog
        isOpen={open === "return"}
        onClose={() => setOpen(undefined)}
        title={text.backTitle}
        label={text.backReason}
        hint={text.backHint}
        templates={text.templates}
        confirmLabel={text.back}
        onReason={async (reason) => {
          keep(await giveBack.mutateAsync({ params, body: { reason } }));
          showToast({ text: text.backDone });
        }}
      />
    </Card>
  );
}
