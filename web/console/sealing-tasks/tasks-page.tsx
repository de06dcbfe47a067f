import { ApiErrorState, useOperation } from "../../api/index.ts";
import {
  Card,
  DataTable,
  EmptyState,
  Page,
  SelectField,
  useFormats,
  useLanguage,
  useNavigation,
  useText,
} from "../../ui/index.ts";
import shared from "../console.module.css";
import { CursorPages } from "../cursor-pages.tsx";
import { optionsOf } from "../domain-words.ts";
import { oneOf, withSearch } from "../search-params.ts";
import { currentCursor } from "../trail.ts";
import { useListKeys } from "../use-list-keys.ts";
import { Whole } from "../whole.tsx";
import { sealingText } from "./sealing-words.ts";
import { TaskStateBadge } from "./task-state.tsx";

interface TasksSearch {
  readonly show?: string;
  readonly trail?: string;
}

/** What the unit is asked to seal together with others. */
export function SealingTasksPage({ search }: { search: TasksSearch }) {
  const text = useText(sealingText);
  const language = useLanguage();
  const formats = useFormats();
  const { navigate } = useNavigation();
  useListKeys();
  const show = oneOf(["open", "overdue", "all"], search.show) ?? "open";
  const after = currentCursor(search.trail);
  const tasks = useOperation(
    "listSealingTasks",
    { query: { show, ...(after && { after }) } },
    { keepPrevious: true },
  );
  return (
    <Page title={text.title} lead={text.lead}>
      <div className={shared["filters"]}>
        <SelectField
          label={text.filter}
          placeholder={null}
          data-list-search=""
          value={show}
          onChange={(event) => navigate(withSearch("/sealing-tasks", { show: event.target.value }))}
          options={optionsOf(text.shows)}
        />
      </div>
      {tasks.isError ? (
        <ApiErrorState error={tasks.error} onRetry={() => void tasks.refetch()} />
      ) : (
        <Card
          flush
          footer={<CursorPages path="/sealing-tasks" search={{ ...search }} next={tasks.data?.next} />}
        >
          <DataTable
            caption={text.caption}
            rows={tasks.data?.items ?? []}
            rowKey={({ taskId }) => taskId}
            href={({ taskId }) => `/sealing-tasks/${taskId}`}
            loading={tasks.isPending}
            empty={
              <EmptyState icon="seal" title={text.empty[show]}>
                <p>{show === "overdue" ? text.noneLead : text.emptyLead}</p>
              </EmptyState>
            }
            columns={[
              {
                id: "type",
                header: text.columns.type,
                main: true,
                cell: ({ typeName, typeNameEn }) => (language === "en" ? typeNameEn : typeName),
              },
              { id: "issuer", header: text.columns.issuer, cell: ({ issuerName }) => issuerName },
              {
                id: "role",
                header: text.columns.role,
                cell: ({ role, roleEn }) => (language === "en" ? roleEn : role),
              },
              {
                id: "state",
                header: text.columns.state,
                cell: ({ state }) => <TaskStateBadge state={state} />,
              },
              {
                id: "due",
                header: text.columns.due,
                cell: ({ dueAt }) => (dueAt === null ? "—" : <Whole>{formats.dateTime(dueAt)}</Whole>),
              },
              {
                id: "started",
                header: text.columns.started,
                cell: ({ startedAt }) => <Whole>{formats.dateTime(startedAt)}</Whole>,
              },
            ]}
          />
        </Card>
      )}
    </Page>
  );
}
