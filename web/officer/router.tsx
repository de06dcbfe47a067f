import {
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
  useRouterState,
} from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { LoadingState, NavigationProvider, ToastRegion } from "../ui/index.ts";
import { OfficerShell } from "./officer-shell.tsx";
import { ScanScreen } from "./screens/scan/screen.tsx";
import { SessionGate } from "./session-gate.tsx";

const VerdictScreen = lazy(() =>
  import("./screens/verdict/screen.tsx").then((m) => ({ default: m.VerdictScreen })),
);
const TypedScreen = lazy(() =>
  import("./screens/typed/screen.tsx").then((m) => ({ default: m.TypedScreen })),
);
const HistoryScreen = lazy(() =>
  import("./screens/history/screen.tsx").then((m) => ({ default: m.HistoryScreen })),
);
const MeScreen = lazy(() => import("./screens/me/screen.tsx").then((m) => ({ default: m.MeScreen })));
const MissingScreen = lazy(() =>
  import("./screens/missing/screen.tsx").then((m) => ({ default: m.MissingScreen })),
);

const BASE = "/officer";

const rootRoute = createRootRoute({ component: Root });
const shellRoute = createRoute({ getParentRoute: () => rootRoute, id: "shell", component: Shell });
const scanRoute = createRoute({ getParentRoute: () => shellRoute, path: "/", component: ScanScreen });
const typedRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/typed",
  component: () => <TypedScreen />,
});
const historyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/verifications",
  component: () => <HistoryScreen />,
});
/** A verdict takes the whole screen: nothing stands above it. */
const verdictRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/verifications/$verificationId",
  component: () => <VerdictScreen verificationId={verdictRoute.useParams().verificationId} />,
});
const meRoute = createRoute({ getParentRoute: () => shellRoute, path: "/me", component: () => <MeScreen /> });
const missingRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/$",
  component: () => <MissingScreen />,
});

const router = createRouter({
  routeTree: rootRoute.addChildren([
    shellRoute.addChildren([scanRoute, typedRoute, historyRoute, meRoute, missingRoute]),
    verdictRoute,
  ]),
  basepath: BASE,
  scrollRestoration: true,
});

export const OfficerRouter = () => <RouterProvider router={router} />;

function Root() {
  const path = useRouterState({ router, select: (state) => state.location.pathname });
  return (
    <NavigationProvider value={{ base: BASE, path, navigate: (href) => router.history.push(BASE + href) }}>
      <SessionGate>
        <Suspense fallback={<LoadingState />}>
          <Outlet />
        </Suspense>
      </SessionGate>
      <ToastRegion />
    </NavigationProvider>
  );
}

function Shell() {
  return (
    <OfficerShell>
      <Suspense fallback={<LoadingState cards={2} />}>
        <Outlet />
      </Suspense>
    </OfficerShell>
  );
}
