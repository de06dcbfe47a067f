import { createRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { lazy } from "react";
import { screenRoutes } from "../ui/index.ts";
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

const base = "/officer";
const { root, shell, missing } = screenRoutes({ base, Gate: SessionGate, Shell: OfficerShell });
const scanRoute = createRoute({ getParentRoute: () => shell, path: "/", component: ScanScreen });
const typedRoute = createRoute({
  getParentRoute: () => shell,
  path: "/typed",
  component: () => <TypedScreen />,
});
const historyRoute = createRoute({
  getParentRoute: () => shell,
  path: "/verifications",
  component: () => <HistoryScreen />,
});
/** A verdict takes the whole screen: nothing stands above it. */
const verdictRoute = createRoute({
  getParentRoute: () => root,
  path: "/verifications/$verificationId",
  component: () => <VerdictScreen verificationId={verdictRoute.useParams().verificationId} />,
});
const meRoute = createRoute({ getParentRoute: () => shell, path: "/me", component: () => <MeScreen /> });

const router = createRouter({
  routeTree: root.addChildren([
    shell.addChildren([scanRoute, typedRoute, historyRoute, meRoute, missing]),
    verdictRoute,
  ]),
  basepath: base,
  scrollRestoration: true,
});

export const OfficerRouter = () => <RouterProvider router={router} />;
