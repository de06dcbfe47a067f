import { useRef } from "react";
import { ApiErrorState, useAct, useOperation } from "../../api/index.ts";
import {
  isoDay,
  LoadingState,
  Page,
  showToast,
  useLanguage,
  useNavigation,
  useText,
} from "../../ui/index.ts";
import { publishedDefinition } from "../catalogue/versions.ts";
import styles from "../console.module.css";
import { useRefresh } from "../use-refresh.ts";
import { DraftEditor } from "./draft-editor.tsx";
import { newValues } from "./draft-values.ts";
import { issuanceText } from "./issuance-words.ts";

/** Nothing is stored until the clerk saves: looking at a form leaves no draft behind. */
export function NewDraftPage({ typeKey }: { typeKey: string }) {
  const { draft: text } = useText(issuanceText);
  const language = useLanguage();
  const { navigate } = useNavigation();
  const refresh = useRefresh();
  const type = useOperation("getLicenceType", { params: { typeKey } });
  const create = useAct("createDraft");
  const save = useAct("saveDraft");
  const submit = useAct("submitDraft");
  const created = useRef<string>(undefined);
  const definition = type.data && publishedDefinition(type.data);
  const name = definition ? (language === "en" ? definition.nameEn : definition.name) : "";
  return (
    <Page title={text.newTitle(name)} backHref="/issue">
      {type.isError ? (
        <ApiErrorState error={type.error} onRetry={() => void type.refetch()} />
      ) : !definition ? (
        <LoadingState cards={2} />
      ) : (
        <DraftEditor
          definition={definition}
          title={text.newTitle(name)}
          initial={newValues(definition, isoDay(Date.now()))}
          onSave={async (content) => {
            // Once created it is saved: a second attempt to submit must not leave a second draft.
            const draft = created.current
              ? await save.mutateAsync({ params: { draftId: created.current }, body: { content } })
              : await create.mutateAsync({ body: { typeKey, content } });
            created.current = draft.summary.draftId;
            refresh.put("getDraft", { params: { draftId: draft.summary.draftId } }, draft);
            refresh.again("listDrafts");
            return draft;
          }}
          onSaved={({ summary }) => {
            showToast({ tone: "good", text: text.saved });
            navigate(`/drafts/${summary.draftId}`);
          }}
          onSubmit={async ({ summary }) => {
            const params = { draftId: summary.draftId };
            const draft = await submit.mutateAsync({ params }).catch((error: unknown) => {
              navigate(`/drafts/${summary.draftId}`);
              throw error;
            });
            refresh.put("getDraft", { params }, draft);
            refresh.again("listDrafts", "searchLicences");
            navigate(`/drafts/${summary.draftId}`);
          }}
          preview={<p className={styles["muted"]}>{text.previewFirst}</p>}
        />
      )}
    </Page>
  );
}
