import {
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
  useRouterState,
} from "@tanstack/react-router";
import { type ComponentType, lazy, Suspense } from "react";
import {
  ButtonLink,
  EmptyState,
  LoadingState,
  NavigationProvider,
  Page,
  ToastRegion,
  useText,
} from "../ui/index.ts";
import { ConsoleShell } from "./console-shell.tsx";
import { readSearch } from "./search-params.ts";
import { shellText } from "./shell-words.ts";
import { WorkPage } from "./work-page.tsx";

const BASE = "/console";

const page = <Module, Props extends object>(
  load: () => Promise<Module>,
  pick: (module: Module) => ComponentType<Props>,
) => lazy(async () => ({ default: pick(await load()) }));

const CataloguePage = page(
  () => import("./catalogue/catalogue-page.tsx"),
  (m) => m.CataloguePage,
);
const TypePage = page(
  () => import("./catalogue/type-page.tsx"),
  (m) => m.TypePage,
);
const EditTypePage = page(
  () => import("./catalogue/edit-type-page.tsx"),
  (m) => m.EditTypePage,
);
const TemplatePage = page(
  () => import("./catalogue/template/template-page.tsx"),
  (m) => m.TemplatePage,
);
const ChooseTypePage = page(
  () => import("./issuance/choose-type-page.tsx"),
  (m) => m.ChooseTypePage,
);
const NewDraftPage = page(
  () => import("./issuance/new-draft-page.tsx"),
  (m) => m.NewDraftPage,
);
const DraftsPage = page(
  () => import("./issuance/drafts-page.tsx"),
  (m) => m.DraftsPage,
);
const DraftPage = page(
  () => import("./issuance/draft-page.tsx"),
  (m) => m.DraftPage,
);
const BatchesPage = page(
  () => import("./batches/batches-page.tsx"),
  (m) => m.BatchesPage,
);
const NewBatchPage = page(
  () => import("./batches/new-batch-page.tsx"),
  (m) => m.NewBatchPage,
);
const BatchPage = page(
  () => import("./batches/batch-page.tsx"),
  (m) => m.BatchPage,
);
const LicencesPage = page(
  () => import("./licences/licences-page.tsx"),
  (m) => m.LicencesPage,
);
const LicencePage = page(
  () => import("./licences/licence-page.tsx"),
  (m) => m.LicencePage,
);
const SealsPage = page(
  () => import("./seals/seals-page.tsx"),
  (m) => m.SealsPage,
);
const SealPage = page(
  () => import("./seals/seal-page.tsx"),
  (m) => m.SealPage,
);
const ApplySealPage = page(
  () => import("./seals/apply-seal-page.tsx"),
  (m) => m.ApplySealPage,
);
const TrustPage = page(
  () => import("./trust/trust-page.tsx"),
  (m) => m.TrustPage,
);
const AuthorityPage = page(
  () => import("./trust/authority-page.tsx"),
  (m) => m.AuthorityPage,
);
const ProposeAuthorityPage = page(
  () => import("./trust/propose-authority-page.tsx"),
  (m) => m.ProposeAuthorityPage,
);
const SealingTasksPage = page(
  () => import("./sealing-tasks/tasks-page.tsx"),
  (m) => m.SealingTasksPage,
);
const SealingTaskPage = page(
  () => import("./sealing-tasks/task-page.tsx"),
  (m) => m.SealingTaskPage,
);
const UseItemsPage = page(
  () => import("./consent/items-page.tsx"),
  (m) => m.UseItemsPage,
);
const ProposeItemPage = page(
  () => import("./consent/propose-item-page.tsx"),
  (m) => m.ProposeItemPage,
);
const UseRequestsPage = page(
  () => import("./consent/requests-page.tsx"),
  (m) => m.UseRequestsPage,
);
const AskPage = page(
  () => import("./consent/ask-page.tsx"),
  (m) => m.AskPage,
);
const UseRequestPage = page(
  () => import("./consent/request-page.tsx"),
  (m) => m.UseRequestPage,
);
const AuditPage = page(
  () => import("./audit-page.tsx"),
  (m) => m.AuditPage,
);

const root = createRootRoute({
  component: Root,
  notFoundComponent: Missing,
  validateSearch: readSearch("sign-in"),
});
const getParentRoute = () => root;
const work = createRoute({ getParentRoute, path: "/", component: WorkPage });
const catalogue = createRoute({
  getParentRoute,
  path: "/catalogue",
  validateSearch: readSearch("q", "origin", "state", "adopted"),
  component: () => <CataloguePage search={catalogue.useSearch()} />,
});
const newType = createRoute({ getParentRoute, path: "/catalogue/new", component: () => <EditTypePage /> });
const type = createRoute({
  getParentRoute,
  path: "/catalogue/$typeKey",
  validateSearch: readSearch("tab", "version"),
  component: () => <TypePage typeKey={type.useParams().typeKey} search={type.useSearch()} />,
});
const editType = createRoute({
  getParentRoute,
  path: "/catalogue/$typeKey/edit",
  component: () => <EditTypePage typeKey={editType.useParams().typeKey} />,
});
const template = createRoute({
  getParentRoute,
  path: "/catalogue/$typeKey/template",
  component: () => <TemplatePage typeKey={template.useParams().typeKey} />,
});
const issue = createRoute({ getParentRoute, path: "/issue", component: () => <ChooseTypePage /> });
const newDraft = createRoute({
  getParentRoute,
  path: "/issue/$typeKey",
  component: () => <NewDraftPage typeKey={newDraft.useParams().typeKey} />,
});
const drafts = createRoute({
  getParentRoute,
  path: "/drafts",
  validateSearch: readSearch("state", "whose", "batch", "trail"),
  component: () => <DraftsPage search={drafts.useSearch()} />,
});
const draft = createRoute({
  getParentRoute,
  path: "/drafts/$draftId",
  component: () => <DraftPage key={draft.useParams().draftId} draftId={draft.useParams().draftId} />,
});
const batches = createRoute({
  getParentRoute,
  path: "/batches",
  validateSearch: readSearch("show"),
  component: () => <BatchesPage search={batches.useSearch()} />,
});
const newBatch = createRoute({
  getParentRoute,
  path: "/batches/new",
  validateSearch: readSearch("type"),
  component: () => <NewBatchPage search={newBatch.useSearch()} />,
});
const batch = createRoute({
  getParentRoute,
  path: "/batches/$batchId",
  component: () => <BatchPage batchId={batch.useParams().batchId} />,
});
const licences = createRoute({
  getParentRoute,
  path: "/licences",
  validateSearch: readSearch("type", "status", "name", "trail"),
  component: () => <LicencesPage search={licences.useSearch()} />,
});
const licence = createRoute({
  getParentRoute,
  path: "/licences/$licenceKey",
  component: () => <LicencePage licenceKey={licence.useParams().licenceKey} />,
});
const seals = createRoute({
  getParentRoute,
  path: "/seals",
  validateSearch: readSearch("state", "kind"),
  component: () => <SealsPage search={seals.useSearch()} />,
});
const newSeal = createRoute({
  getParentRoute,
  path: "/seals/new",
  validateSearch: readSearch("replaces"),
  component: () => <ApplySealPage replaces={newSeal.useSearch().replaces} />,
});
const seal = createRoute({
  getParentRoute,
  path: "/seals/$sealId",
  component: () => <SealPage sealId={seal.useParams().sealId} />,
});
const trust = createRoute({ getParentRoute, path: "/trust", component: () => <TrustPage /> });
const newAuthority = createRoute({
  getParentRoute,
  path: "/trust/new",
  component: () => <ProposeAuthorityPage />,
});
const authority = createRoute({
  getParentRoute,
  path: "/trust/$authorityId",
  component: () => <AuthorityPage authorityId={authority.useParams().authorityId} />,
});
const sealingTasks = createRoute({
  getParentRoute,
  path: "/sealing-tasks",
  validateSearch: readSearch("show", "trail"),
  component: () => <SealingTasksPage search={sealingTasks.useSearch()} />,
});
const sealingTask = createRoute({
  getParentRoute,
  path: "/sealing-tasks/$taskId",
  component: () => (
    <SealingTaskPage key={sealingTask.useParams().taskId} taskId={sealingTask.useParams().taskId} />
  ),
});
const useItems = createRoute({
  getParentRoute,
  path: "/use-items",
  validateSearch: readSearch("trail"),
  component: () => <UseItemsPage search={useItems.useSearch()} />,
});
const newUseItem = createRoute({
  getParentRoute,
  path: "/use-items/new",
  component: () => <ProposeItemPage />,
});
const useRequests = createRoute({
  getParentRoute,
  path: "/use-requests",
  validateSearch: readSearch("trail"),
  component: () => <UseRequestsPage search={useRequests.useSearch()} />,
});
const newUseRequest = createRoute({
  getParentRoute,
  path: "/use-requests/new",
  component: () => <AskPage />,
});
const useRequest = createRoute({
  getParentRoute,
  path: "/use-requests/$requestId",
  component: () => (
    <UseRequestPage key={useRequest.useParams().requestId} requestId={useRequest.useParams().requestId} />
  ),
});
const audit = createRoute({
  getParentRoute,
  path: "/audit",
  validateSearch: readSearch("trail"),
  component: () => <AuditPage search={audit.useSearch()} />,
});

const router = createRouter({
  routeTree: root.addChildren([
    work,
    catalogue,
    newType,
    type,
    editType,
    template,
    issue,
    newDraft,
    drafts,
    draft,
    batches,
    newBatch,
    batch,
    licences,
    licence,
    seals,
    newSeal,
    seal,
    sealingTasks,
    sealingTask,
    trust,
    newAuthority,
    authority,
    useItems,
    newUseItem,
    useRequests,
    newUseRequest,
    useRequest,
    audit,
  ]),
  basepath: BASE,
  scrollRestoration: true,
});

export const ConsoleRouter = () => <RouterProvider router={router as never} />;

function Root() {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const failed = root.useSearch()["sign-in"] === "failed";
  const navigation = {
    base: BASE,
    path: path.startsWith(BASE) ? path.slice(BASE.length) || "/" : path,
    navigate: (href: string): void => router.history.push(BASE + href),
  };
  return (
    <NavigationProvider value={navigation}>
      <ConsoleShell failed={failed}>
        <Suspense fallback={<LoadingState cards={2} />}>
          <Outlet />
        </Suspense>
      </ConsoleShell>
      <ToastRegion />
    </NavigationProvider>
  );
}

function Missing() {
  const { missing: text } = useText(shellText);
  return (
    <Page title={text.title}>
      <EmptyState
        icon="question"
        title={text.title}
        action={
          <ButtonLink href="/" variant="primary">
            {text.home}
          </ButtonLink>
        }
      >
        <p>{text.lead}</p>
      </EmptyState>
    </Page>
  );
}
