import { ApiErrorState, useOperation } from "../api/index.ts";
import { Card, DataTable, defineText, EmptyState, Page, useFormats, useText } from "../ui/index.ts";
import styles from "./console.module.css";
import { CursorPages } from "./cursor-pages.tsx";
import { currentCursor } from "./trail.ts";
import { useListKeys } from "./use-list-keys.ts";

const auditText = defineText(
  {
    title: "审计",
    lead: "本单位谁在什么时候对什么做了什么，最近的在前。记录只增不改。",
    caption: "审计记录",
    columns: { at: "时间", by: "操作人", unit: "单位", act: "操作", subject: "对象", outcome: "结果" },
    empty: "还没有审计记录",
    emptyLead: "目录、签发、印章和状态的每一次操作都会记在这里。",
    done: "成功",
  },
  {
    title: "Audit",
    lead: "Who of your unit did what to what, and when; the latest first. Nothing here is ever changed.",
    caption: "Audit log",
    columns: { at: "Time", by: "By", unit: "Unit", act: "Act", subject: "Subject", outcome: "Outcome" },
    empty: "Nothing is recorded yet",
    emptyLead: "Every act on catalogue, licences, seals and status is recorded here.",
    done: "Done",
  },
);

export function AuditPage({ search }: { search: { readonly trail?: string } }) {
  const text = useText(auditText);
  const formats = useFormats();
  useListKeys();
  const after = currentCursor(search.trail);
  const audit = useOperation(
    "listAudit",
    { query: { limit: 50, ...(after && { after }) } },
    { keepPrevious: true },
  );
  return (
    <Page title={text.title} lead={text.lead}>
      {audit.isError ? (
        <ApiErrorState error={audit.error} onRetry={() => void audit.refetch()} />
      ) : (
        <Card flush footer={<CursorPages path="/audit" search={{ ...search }} next={audit.data?.next} />}>
          <DataTable
            caption={text.caption}
            rows={audit.data?.items ?? []}
            rowKey={(entry) => entry.entryId}
            loading={audit.isPending}
            density="compact"
            empty={
              <EmptyState icon="history" title={text.empty}>
                <p>{text.emptyLead}</p>
              </EmptyState>
            }
            columns={[
              { id: "at", header: text.columns.at, main: true, cell: (entry) => formats.dateTime(entry.at) },
              { id: "by", header: text.columns.by, cell: (entry) => entry.by },
              { id: "unit", header: text.columns.unit, cell: (entry) => entry.unit },
              { id: "act", header: text.columns.act, cell: (entry) => entry.act },
              {
                id: "subject",
                header: text.columns.subject,
                cell: (entry) => <span className={styles["wrapAll"]}>{entry.subject}</span>,
              },
              {
                id: "outcome",
                header: text.columns.outcome,
                cell: (entry) => (entry.outcome === "done" ? text.done : entry.outcome),
              },
            ]}
          />
        </Card>
      )}
    </Page>
  );
}
