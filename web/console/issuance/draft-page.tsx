import type { Draft } from "@liangzheng/contract";
import { useState } from "react";
import { ApiErrorState, useAct, useOperation } from "../../api/index.ts";
import {
  Button,
  ButtonLink,
  LoadingState,
  Notice,
  Page,
  Row,
  Stack,
  showToast,
  useText,
} from "../../ui/index.ts";
import { publishedDefinition } from "../catalogue/versions.ts";
import styles from "../console.module.css";
import { domainText } from "../domain-words.ts";
import { PageImage } from "../page-image.tsx";
import { ReasonDialog } from "../reason-dialog.tsx";
import { useRole } from "../roles.ts";
import { DraftSealingCard } from "../sealing-tasks/draft-sealing.tsx";
import { useRefresh } from "../use-refresh.ts";
import { useTypeName } from "../use-type-name.ts";
import { DraftEditor } from "./draft-editor.tsx";
import { DraftFacts } from "./draft-facts.tsx";
import { valuesOf } from "./draft-values.ts";
import { issuanceText } from "./issuance-words.ts";
import { ReviewPanel } from "./review-panel.tsx";

export function DraftPage({ draftId }: { draftId: string }) {
  const { draft: text } = useText(issuanceText);
  const { draftKinds } = useText(domainText);
  const typeName = useTypeName();
  const draft = useOperation("getDraft", { params: { draftId } });
  const summary = draft.data?.summary;
  return (
    <Page
      title={summary ? text.title(draftKinds[summary.kind], typeName(summary)) : text.preview}
      backHref="/drafts"
    >
      {draft.isError ? (
        <ApiErrorState error={draft.error} onRetry={() => void draft.refetch()} />
      ) : draft.data ? (
        <State draft={draft.data} />
      ) : (
        <LoadingState cards={2} />
      )}
    </Page>
  );
}

/** A draft is another page in each of its states. */
function State({ draft }: { draft: Draft }) {
  const { draft: text } = useText(issuanceText);
  const clerk = useRole("clerk");
  const reviewer = useRole("reviewer");
  const { state, licenceKey } = draft.summary;
  if (state === "open" && clerk) return <Editing draft={draft} />;
  return (
    <>
      {state === "issued" && (
        <Notice tone="good" title={text.issuedTitle}>
          <Stack>
            <p>{text.issuedLead}</p>
            <Row fill>
              {licenceKey && (
                <ButtonLink href={`/licences/${licenceKey}`} variant="primary" icon="card">
                  {text.openLicence}
                </ButtonLink>
              )}
              {clerk && (
                <ButtonLink href={`/issue/${draft.summary.typeKey}`} icon="plus">
                  {text.another}
                </ButtonLink>
              )}
            </Row>
          </Stack>
        </Notice>
      )}
      {state === "discarded" && (
        <Notice tone="info" title={text.discardedTitle}>
          {draft.summary.returnReason && <p>{draft.summary.returnReason}</p>}
        </Notice>
      )}
      {state === "submitted" && !reviewer && (
        <Notice title={text.submittedTitle}>
          <p>{text.submittedLead}</p>
        </Notice>
      )}
      {state === "open" && (
        <Notice>
          <p>{text.readOnly}</p>
        </Notice>
      )}
      {state === "submitted" && reviewer && <ReviewPanel draft={draft} />}
      <DraftSealingCard draft={draft} />
      <DraftFacts draft={draft} />
    </>
  );
}

function Editing({ draft }: { draft: Draft }) {
  const { draft: text } = useText(issuanceText);
  const { draftKinds } = useText(domainText);
  const refresh = useRefresh();
  const type = useOperation("getLicenceType", { params: { typeKey: draft.summary.typeKey } });
  const save = useAct("saveDraft");
  const submit = useAct("submitDraft");
  const discard = useAct("discardDraft");
  const [discarding, setDiscarding] = useState(false);
  const { draftId, kind, returnReason } = draft.summary;
  const name = useTypeName()(draft.summary);
  const params = { draftId };
  const definition = type.data && publishedDefinition(type.data);
  const keep = (next: Draft): void => {
    refresh.put("getDraft", { params }, next);
    refresh.again("listDrafts", "previewDraft", "getDraftSealing");
  };
  if (type.isError) return <ApiErrorState error={type.error} onRetry={() => void type.refetch()} />;
  if (!definition) return <LoadingState cards={2} />;
  return (
    <>
      {returnReason && (
        <Notice tone="warn" title={text.returned}>
          <p>{returnReason}</p>
        </Notice>
      )}
      <DraftSealingCard draft={draft} />
      <DraftEditor
        definition={definition}
        title={text.title(draftKinds[kind], name)}
        initial={valuesOf(definition, draft.content)}
        faults={draft.faults.length}
        onSave={async (content) => {
          const next = await save.mutateAsync({ params, body: { content } });
          keep(next);
          return next;
        }}
        onSaved={() => showToast({ tone: "good", text: text.saved })}
        onSubmit={async () => {
          keep(await submit.mutateAsync({ params }));
          refresh.again("searchLicences", "getLicence");
          window.scrollTo(0, 0);
        }}
        preview={
          <>
            <PageImage
              id="previewDraft"
              input={{ params }}
              alt={text.previewAlt}
              incomplete={<p className={styles["muted"]}>{text.previewIncomplete}</p>}
            />
            <p className={styles["small"]}>{text.previewNote}</p>
          </>
        }
        footer={
          <Button variant="quiet" icon="trash" onClick={() => setDiscarding(true)}>
            {text.discard}
          </Button>
        }
      />
      <ReasonDialog
        isOpen={discarding}
        onClose={() => setDiscarding(false)}
        title={text.discardTitle}
        label={text.discardReason}
        confirmLabel={text.discard}
        danger
        onReason={async (reason) => {
          keep(await discard.mutateAsync({ params, body: { reason } }));
          showToast({ text: text.discarded });
          window.scrollTo(0, 0);
        }}
      />
    </>
  );
}
