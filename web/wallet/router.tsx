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
import { HomeScreen } from "./screens/home/screen.tsx";
import { SessionGate } from "./session-gate.tsx";
import { WalletShell } from "./wallet-shell.tsx";

const LicenceScreen = lazy(() =>
  import("./screens/licence/screen.tsx").then((m) => ({ default: m.LicenceScreen })),
);
const ShowScreen = lazy(() => import("./screens/show/screen.tsx").then((m) => ({ default: m.ShowScreen })));
const UsesScreen = lazy(() => import("./screens/uses/screen.tsx").then((m) => ({ default: m.UsesScreen })));
const NoticesScreen = lazy(() =>
  import("./screens/notices/screen.tsx").then((m) => ({ default: m.NoticesScreen })),
);
const MeScreen = lazy(() => import("./screens/me/screen.tsx").then((m) => ({ default: m.MeScreen })));
const MissingScreen = lazy(() =>
  import("./screens/missing/screen.tsx").then((m) => ({ default: m.MissingScreen })),
);

const BASE = "/wallet";

const rootRoute = createRootRoute({ component: Root });
/** Pages with header and tab bar; showing a licence takes the whole screen. */
const shellRoute = createRoute({ getParentRoute: () => rootRoute, id: "shell", component: Shell });
const homeRoute = createRoute({ getParentRoute: () => shellRoute, path: "/", component: HomeScreen });
const licenceRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/licences/$licenceKey",
  component: () => <LicenceScreen licenceKey={licenceRoute.useParams().licenceKey} />,
});
const showRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/licences/$licenceKey/show",
  component: () => <ShowScreen licenceKey={showRoute.useParams().licenceKey} />,
});
const usesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/uses",
  validateSearch: (search): { readonly licence?: string } =>
    typeof search["licence"] === "string" ? { licence: search["licence"] } : {},
  component: () => <UsesScreen licenceKey={usesRoute.useSearch().licence} />,
});
const noticesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/notices",
  component: () => <NoticesScreen />,
});
const meRoute = createRoute({ getParentRoute: () => shellRoute, path: "/me", component: () => <MeScreen /> });
const missingRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/$",
  component: () => <MissingScreen />,
});

const router = createRouter({
  routeTree: rootRoute.addChildren([
    shellRoute.addChildren([homeRoute, licenceRoute, usesRoute, noticesRoute, meRoute, missingRoute]),
    showRoute,
  ]),
  basepath: BASE,
  scrollRestoration: true,
});

export const WalletRouter = () => <RouterProvider router={router} />;

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
    <WalletShell>
      <Suspense fallback={<LoadingState cards={2} />}>
        <Outlet />
      </Suspense>
    </WalletShell>
  );
}
