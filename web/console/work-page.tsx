import type { OperationId } from "@liangzheng/contract";
import { ApiErrorState, type Input, type Result, useOperation } from "../api/index.ts";
import {
  ButtonLink,
  classNames,
  EmptyState,
  Icon,
  type IconName,
  Link,
  LoadingState,
  Page,
  Row,
  useText,
} from "../ui/index.ts";
import styles from "./console.module.css";
import { useRole } from "./roles.ts";
import { BATCH_FILTERS, DRAFT_FILTERS, needsAttention } from "./work-filters.ts";
import { workText } from "./work-words.ts";

const c = classNames(styles);
const PAGE = 100;

interface Task {
  readonly name: keyof (typeof workText)["zh-CN"]["tasks"];
  readonly icon: IconName;
  readonly href: string;
  readonly count: number | undefined;
  /** The list has more than could be counted. */
  readonly more?: boolean;
}

export function WorkPage() {
  const text = useText(workText);
  const clerk = useRole("clerk");
  const reviewer = useRole("reviewer");
  const manager = useRole("catalogue-manager");
  const keeper = useRole("seal-keeper");
  const auditor = useRole("auditor");
  const { tasks, loading, error, retry } = useTasks({ clerk, reviewer, manager, keeper });
  const waiting = tasks.filter(({ count }) => count !== 0);
  return (
    <Page title={text.title} lead={text.lead}>
      {error !== null ? (
        <ApiErrorState error={error} onRetry={retry} />
      ) : loading ? (
        <LoadingState cards={2} lines={2} />
      ) : waiting.length === 0 ? (
        <EmptyState icon="check" title={text.nothing}>
          <p>{text.nothingLead}</p>
        </EmptyState>
      ) : (
        <ul className={c("tasks")}>
          {[...waiting, ...tasks.filter(({ count }) => count === 0)].map(
            ({ name, icon, href, count, more }) => (
              <li key={name}>
                <Link href={href} className={c("task", count === 0 && "calm")} data-opens="">
                  <span className={c("taskCount")}>{more ? text.orMore(count ?? 0) : count}</span>
                  <span className={c("taskTitle")}>
                    <Icon name={icon} />
                    {text.tasks[name].title}
                  </span>
                  <span className={c("small")}>{text.tasks[name].hint}</span>
                </Link>
              </li>
            ),
          )}
        </ul>
      )}
      <section className={c("section")} aria-labelledby="often">
        <h2 className={c("sectionTitle")} id="often">
          {text.start}
        </h2>
        <Row fill>
          {clerk && (
            <ButtonLink href="/issue" variant="primary" icon="plus">
              {text.issue}
            </ButtonLink>
          )}
          {clerk && (
            <ButtonLink href="/batches/new" icon="upload">
              {text.batch}
            </ButtonLink>
          )}
          {(clerk || reviewer) && (
            <ButtonLink href="/licences" icon="search">
              {text.find}
            </ButtonLink>
          )}
          {manager && (
            <ButtonLink href="/catalogue" icon="card">
              {text.catalogue}
            </ButtonLink>
          )}
          {keeper && (
            <ButtonLink href="/seals" icon="seal">
              {text.seals}
            </ButtonLink>
          )}
          {auditor && (
            <ButtonLink href="/audit" variant="primary" icon="history">
              {text.audit}
            </ButtonLink>
          )}
        </Row>
      </section>
    </Page>
  );
}

interface Duties {
  readonly clerk: boolean;
  readonly reviewer: boolean;
  readonly manager: boolean;
  readonly keeper: boolean;
}

function useTasks({ clerk, reviewer, manager, keeper }: Duties) {
  const staff = clerk || reviewer;
  const open = useWhen("listDrafts", { query: { state: "open", limit: PAGE } }, clerk);
  const submitted = useWhen("listDrafts", { query: { state: "submitted", limit: PAGE } }, staff);
  const batches = useWhen("listBatches", {}, staff);
  const types = useWhen("listLicenceTypes", {}, manager);
  const seals = useWhen("listSeals", {}, keeper);
  const sealing = useWhen("listSealingTasks", { query: { show: "open", limit: PAGE } }, staff);
  const late = useWhen("listSealingTasks", { query: { show: "overdue", limit: PAGE } }, staff);
  const trust = useWhen("listTrustedAuthorities", {}, manager);
  const useItems = useWhen("listUseItems", { query: { limit: PAGE } }, manager);
  const useRequests = useWhen("listUseRequests", { query: { limit: PAGE } }, clerk);
  const asked = [open, submitted, batches, types, sealing, late, trust, seals, useItems, useRequests].filter(
    ({ enabled }) => enabled,
  );

  const drafts = (result: Result<"listDrafts"> | undefined, accepts: (one: Draft) => boolean) => ({
    count: result?.items.filter(accepts).length,
    more: result?.next !== null && result !== undefined,
  });
  const list: (Task | false)[] = [
    reviewer && {
      name: "review",
      icon: "eye",
      href: "/drafts?state=submitted&whose=to-review",
      ...drafts(submitted.data, DRAFT_FILTERS["to-review"]),
    },
    clerk && {
      name: "returned",
      icon: "undo",
      href: "/drafts?state=open&whose=returned",
      ...drafts(open.data, DRAFT_FILTERS.returned),
    },
    clerk && {
      name: "mine",
      icon: "edit",
      href: "/drafts?state=open&whose=unfinished",
      ...drafts(open.data, DRAFT_FILTERS.unfinished),
    },
    clerk && {
      name: "waiting",
      icon: "clock",
      href: "/drafts?state=submitted&whose=mine",
      ...drafts(submitted.data, DRAFT_FILTERS.mine),
    },
    reviewer && {
      name: "reviewBatches",
      icon: "eye",
      href: "/batches?show=to-review",
      count: batches.data?.items.filter(BATCH_FILTERS["to-review"]).length,
    },
    staff && {
      name: "failures",
      icon: "warning",
      href: "/batches?show=failed",
      count: batches.data?.items.filter(BATCH_FILTERS.failed).length,
    },
    staff && {
      name: "running",
      icon: "refresh",
      href: "/batches?show=running",
      count: batches.data?.items.filter(BATCH_FILTERS.running).length,
    },
    staff && {
      name: "sealing",
      icon: "seal",
      href: "/sealing-tasks",
      count: sealing.data?.items.length,
      more: sealing.data !== undefined && sealing.data.next !== null,
    },
    staff && {
      name: "sealingLate",
      icon: "warning",
      href: "/sealing-tasks?show=overdue",
      count: late.data?.items.length,
      more: late.data !== undefined && late.data.next !== null,
    },
    manager && {
      name: "proposed",
      icon: "check",
      href: "/catalogue?state=proposed",
      count: types.data?.items.filter(({ state }) => state === "proposed").length,
    },
    manager && {
      name: "typeDrafts",
      icon: "edit",
      href: "/catalogue?state=draft",
      count: types.data?.items.filter(({ state }) => state === "draft").length,
    },
    trust.data?.mayPropose === true && {
      name: "authorities",
      icon: "shield",
      href: "/trust",
      count: trust.data.authorities.filter(({ mayDecide }) => mayDecide).length,
    },
    manager && {
      name: "useItems",
      icon: "list",
      href: "/use-items",
      count: useItems.data?.items.filter(({ mayDecide, state }) => mayDecide && state === "proposed").length,
    },
    clerk && {
      name: "useRequests",
      icon: "shield",
      href: "/use-requests",
      count: useRequests.data?.items.filter(({ state }) => state === "live").length,
    },
    keeper && {
      name: "seals",
      icon: "seal",
      href: "/seals",
      count: seals.data?.items.filter((seal) => needsAttention(seal, Date.now())).length,
    },
  ];
  return {
    tasks: list.filter((one) => one !== false),
    loading: asked.some(({ isPending }) => isPending),
    error: asked.find(({ error }) => error)?.error ?? null,
    retry: () => {
      for (const { error, refetch } of asked) if (error) void refetch();
    },
  };
}

type Draft = Result<"listDrafts">["items"][number];

function useWhen<Id extends OperationId>(id: Id, input: Input<Id>, enabled: boolean) {
  return { ...useOperation(id, input, { enabled }), enabled };
}
