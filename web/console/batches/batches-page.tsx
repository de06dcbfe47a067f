import { ApiErrorState, useOperation } from "../../api/index.ts";
import {
  Badge,
  ButtonLink,
  Card,
  DataTable,
  EmptyState,
  Page,
  SelectField,
  useFormats,
  useNavigation,
  useText,
} from "../../ui/index.ts";
import styles from "../console.module.css";
import { useRole } from "../roles.ts";
import { oneOf, withSearch } from "../search-params.ts";
import { useListKeys } from "../use-list-keys.ts";
import { useTypeName } from "../use-type-name.ts";
import { BATCH_FILTERS, type BatchFilter } from "../work-filters.ts";
import { batchText } from "./batch-words.ts";

const POLL_MS = 4_000;

export function BatchesPage({ search }: { search: { readonly show?: string } }) {
  const { list: text } = useText(batchText);
  const formats = useFormats();
  const typeName = useTypeName();
  const { navigate } = useNavigation();
  const clerk = useRole("clerk");
  useListKeys();
  const show = oneOf(Object.keys(BATCH_FILTERS) as BatchFilter[], search.show);
  const batches = useOperation(
    "listBatches",
    {},
    { every: (last) => (last?.items.some(BATCH_FILTERS.running) ? POLL_MS : false) },
  );
  const rows = batches.data?.items.filter((batch) => !show || BATCH_FILTERS[show](batch)) ?? [];
  return (
    <Page
      title={text.title}
      lead={text.lead}
      actions={
        clerk && (
          <ButtonLink href="/batches/new" variant="primary" icon="upload">
            {text.create}
          </ButtonLink>
        )
      }
    >
      <div className={styles["filters"]}>
        <SelectField
          label={text.show}
          placeholder={text.all}
          data-list-search=""
          value={show ?? ""}
          onChange={(event) => navigate(withSearch("/batches", { show: event.target.value }))}
          options={Object.entries(text.filters).map(([value, label]) => ({ value, label }))}
        />
      </div>
      {batches.isError ? (
        <ApiErrorState error={batches.error} onRetry={() => void batches.refetch()} />
      ) : (
        <Card flush>
          <DataTable
            caption={text.caption}
            rows={rows}
            rowKey={(batch) => batch.batchId}
            href={(batch) => `/batches/${batch.batchId}`}
            loading={batches.isPending}
            empty={
              <EmptyState icon="list" title={text.empty}>
                <p>{text.emptyLead}</p>
              </EmptyState>
            }
            columns={[
              { id: "type", header: text.columns.type, main: true, cell: typeName },
              {
                id: "created",
                header: text.columns.created,
                cell: (batch) => formats.dateTime(batch.createdAt),
              },
              {
                id: "total",
                header: text.columns.total,
                align: "end",
                cell: (batch) => formats.number(batch.total),
              },
              {
                id: "issued",
                header: text.columns.issued,
                align: "end",
                cell: (batch) => formats.number(batch.issued),
              },
              {
                id: "failed",
                header: text.columns.failed,
                align: "end",
                cell: (batch) =>
                  batch.failed > 0 ? (
                    <Badge tone="bad" icon="warning">
                      {formats.number(batch.failed)}
                    </Badge>
                  ) : (
                    "0"
                  ),
              },
              {
                id: "waiting",
                header: text.columns.waiting,
                align: "end",
                cell: (batch) =>
                  BATCH_FILTERS.awaited(batch) ? (
                    <Badge tone="warn" icon="clock">
                      {text.awaited(batch.waiting)}
                    </Badge>
                  ) : (
                    formats.number(batch.waiting)
                  ),
              },
            ]}
          />
        </Card>
      )}
    </Page>
  );
}
