import { createRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { lazy } from "react";
import { screenRoutes } from "../ui/index.ts";
import { HomeScreen } from "./screens/home/screen.tsx";
import { SessionGate } from "./session-gate.tsx";
import { WalletShell } from "./wallet-shell.tsx";

const LicenceScreen = lazy(() =>
  import("./screens/licence/screen.tsx").then((m) => ({ default: m.LicenceScreen })),
);
const ShowScreen = lazy(() => import("./screens/show/screen.tsx").then((m) => ({ default: m.ShowScreen })));
const UsesScreen = lazy(() => import("./screens/uses/screen.tsx").then((m) => ({ default: m.UsesScreen })));
const CopiesScreen = lazy(() =>
  import("./screens/copies/screen.tsx").then((m) => ({ default: m.CopiesScreen })),
);
const MakeCopyScreen = lazy(() =>
  import("./screens/copies/make-screen.tsx").then((m) => ({ default: m.MakeCopyScreen })),
);
const AuthorisationsScreen = lazy(() =>
  import("./screens/authorise/screen.tsx").then((m) => ({ default: m.AuthorisationsScreen })),
);
const RequestScreen = lazy(() =>
  import("./screens/authorise/request-screen.tsx").then((m) => ({ default: m.RequestScreen })),
);
const NoticesScreen = lazy(() =>
  import("./screens/notices/screen.tsx").then((m) => ({ default: m.NoticesScreen })),
);
const MeScreen = lazy(() => import("./screens/me/screen.tsx").then((m) => ({ default: m.MeScreen })));

const base = "/wallet";
const { root, shell, missing } = screenRoutes({ base, Gate: SessionGate, Shell: WalletShell });
const homeRoute = createRoute({ getParentRoute: () => shell, path: "/", component: HomeScreen });
const licenceRoute = createRoute({
  getParentRoute: () => shell,
  path: "/licences/$licenceKey",
  component: () => <LicenceScreen licenceKey={licenceRoute.useParams().licenceKey} />,
});
/** Showing a licence takes the whole screen. */
const showRoute = createRoute({
  getParentRoute: () => root,
  path: "/licences/$licenceKey/show",
  component: () => <ShowScreen licenceKey={showRoute.useParams().licenceKey} />,
});
const usesRoute = createRoute({
  getParentRoute: () => shell,
  path: "/uses",
  validateSearch: (search): { readonly licence?: string } =>
    typeof search["licence"] === "string" ? { licence: search["licence"] } : {},
  component: () => <UsesScreen licenceKey={usesRoute.useSearch().licence} />,
});
const copiesRoute = createRoute({
  getParentRoute: () => shell,
  path: "/copies",
  validateSearch: (search): { readonly licence?: string } =>
    typeof search["licence"] === "string" ? { licence: search["licence"] } : {},
  component: () => <CopiesScreen licenceKey={copiesRoute.useSearch().licence} />,
});
const makeCopyRoute = createRoute({
  getParentRoute: () => shell,
  path: "/licences/$licenceKey/copy",
  component: () => <MakeCopyScreen licenceKey={makeCopyRoute.useParams().licenceKey} />,
});
const authorisationsRoute = createRoute({
  getParentRoute: () => shell,
  path: "/authorisations",
  validateSearch: ({ show }): { readonly show: "waiting" | "live" | "over" } => ({
    show: show === "live" || show === "over" ? show : "waiting",
  }),
  component: () => <AuthorisationsScreen show={authorisationsRoute.useSearch().show} />,
});
const requestRoute = createRoute({
  getParentRoute: () => shell,
  path: "/authorisations/$requestId",
  component: () => <RequestScreen requestId={requestRoute.useParams().requestId} />,
});
const noticesRoute = createRoute({
  getParentRoute: () => shell,
  path: "/notices",
  component: () => <NoticesScreen />,
});
const meRoute = createRoute({ getParentRoute: () => shell, path: "/me", component: () => <MeScreen /> });

const router = createRouter({
  routeTree: root.addChildren([
    shell.addChildren([
      homeRoute,
      licenceRoute,
      makeCopyRoute,
      copiesRoute,
      usesRoute,
      authorisationsRoute,
      requestRoute,
      noticesRoute,
      meRoute,
      missing,
    ]),
    showRoute,
  ]),
  basepath: base,
  scrollRestoration: true,
});

export const WalletRouter = () => <RouterProvider router={router} />;
