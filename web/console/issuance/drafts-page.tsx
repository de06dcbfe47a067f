import { ApiErrorState, useOperation } from "../../api/index.ts";
import {
  Badge,
  Card,
  DataTable,
  EmptyState,
  Page,
  SelectField,
  type Tone,
  useFormats,
  useNavigation,
  useText,
} from "../../ui/index.ts";
import { draftStates } from "../codes.ts";
import styles from "../console.module.css";
import { CursorPages } from "../cursor-pages.tsx";
import { domainText } from "../domain-words.ts";
import { oneOf, withSearch } from "../search-params.ts";
import { currentCursor } from "../trail.ts";
import { useListKeys } from "../use-list-keys.ts";
import { useTypeName } from "../use-type-name.ts";
import { Whole } from "../whole.tsx";
import { DRAFT_FILTERS, type DraftFilter } from "../work-filters.ts";
import { issuanceText } from "./issuance-words.ts";

const TONES: Readonly<Record<(typeof draftStates)[number], Tone>> = {
  open: "neutral",
  submitted: "info",
  sealing: "info",
  issued: "good",
  discarded: "neutral",
};

interface DraftsSearch {
  readonly state?: string;
  readonly whose?: string;
  /** Only those of this batch. */
  readonly batch?: string;
  readonly trail?: string;
}

export function DraftsPage({ search }: { search: DraftsSearch }) {
  const { list: text } = useText(issuanceText);
  const words = useText(domainText);
  const formats = useFormats();
  const typeName = useTypeName();
  const { navigate } = useNavigation();
  useListKeys();
  const state = oneOf(draftStates, search.state);
  const whose = oneOf(Object.keys(DRAFT_FILTERS) as DraftFilter[], search.whose);
  const after = currentCursor(search.trail);
  const drafts = useOperation(
    "listDrafts",
    {
      query: {
        limit: 100,
        ...(state && { state }),
        ...(search.batch && { batchId: search.batch }),
        ...(after && { after }),
      },
    },
    { keepPrevious: true },
  );
  const filter = (change: Partial<DraftsSearch>): void =>
    navigate(withSearch("/drafts", { state, whose, batch: search.batch, ...change, trail: undefined }));
  const rows = drafts.data?.items.filter((draft) => !whose || DRAFT_FILTERS[whose](draft)) ?? [];
  return (
    <Page
      title={search.batch ? text.ofBatch : text.title}
      lead={text.lead}
      {...(search.batch && { backHref: `/batches/${search.batch}` })}
    >
      <div className={styles["filters"]}>
        <SelectField
          label={text.state}
          placeholder={text.all}
          data-list-search=""
          value={state ?? ""}
          onChange={(event) => filter({ state: event.target.value })}
          options={draftStates.map((value) => ({ value, label: words.draftStates[value] }))}
        />
        <SelectField
          label={text.whose}
          placeholder={text.all}
          value={whose ?? ""}
          onChange={(event) => filter({ whose: event.target.value })}
          options={Object.entries(text.filters).map(([value, label]) => ({ value, label }))}
        />
      </div>
      {drafts.isError ? (
        <ApiErrorState error={drafts.error} onRetry={() => void drafts.refetch()} />
      ) : (
        <Card flush footer={<CursorPages path="/drafts" search={{ ...search }} next={drafts.data?.next} />}>
          <DataTable
            caption={text.caption}
            rows={rows}
            rowKey={(draft) => draft.draftId}
            href={(draft) => `/drafts/${draft.draftId}`}
            loading={drafts.isPending}
            empty={
              <EmptyState icon="edit" title={text.empty}>
                <p>{drafts.data?.next ? text.more : text.emptyLead}</p>
              </EmptyState>
            }
            columns={[
              { id: "type", header: text.columns.type, main: true, cell: typeName },
              {
                id: "kind",
                header: text.columns.kind,
                cell: (draft) => <Whole>{words.draftKinds[draft.kind]}</Whole>,
              },
              {
                id: "state",
                header: text.columns.state,
                cell: (draft) =>
                  draft.state === "open" && draft.returnReason ? (
                    <Badge tone="warn" icon="undo">
                      {text.filters.returned}
                    </Badge>
                  ) : (
                    <Badge tone={TONES[draft.state]}>{words.draftStates[draft.state]}</Badge>
                  ),
              },
              { id: "by", header: text.columns.by, cell: (draft) => <Whole>{draft.createdBy}</Whole> },
              {
                id: "updated",
                header: text.columns.updated,
                cell: (draft) => formats.dateTime(draft.updatedAt),
              },
            ]}
          />
        </Card>
      )}
    </Page>
  );
}
