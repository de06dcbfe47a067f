import { createRootRoute, createRoute, Outlet, useRouter, useRouterState } from "@tanstack/react-router";
import { type ComponentType, type ReactNode, Suspense } from "react";
import { NavigationProvider } from "./link.tsx";
import { MissingScreen } from "./missing-screen.tsx";
import { LoadingState } from "./states.tsx";
import { ToastRegion } from "./toast.tsx";

type Frame = ComponentType<{ readonly children: ReactNode }>;

export interface ScreenRoutesSetup {
  /** `/wallet` */
  readonly base: string;
  /** Around everything: nobody passes who has no business here. */
  readonly Gate: Frame;
  /** Header and navigation, around what does not take the whole screen. */
  readonly Shell: Frame;
}

/** The routes that every app with a router begins with: hang a screen below `shell`, or below `root` for the whole screen. */
export function screenRoutes({ base, Gate, Shell }: ScreenRoutesSetup) {
  const root = createRootRoute({
    component: function Root() {
      const { history } = useRouter();
      const path = useRouterState({ select: ({ location }) => location.pathname });
      return (
        <NavigationProvider value={{ base, path, navigate: (href) => history.push(base + href) }}>
          <Gate>
            <Suspense fallback={<LoadingState />}>
              <Outlet />
            </Suspense>
          </Gate>
          <ToastRegion />
        </NavigationProvider>
      );
    },
  });
  const shell = createRoute({
    getParentRoute: () => root,
    id: "shell",
    component: () => (
      <Shell>
        <Suspense fallback={<LoadingState cards={2} />}>
          <Outlet />
        </Suspense>
      </Shell>
    ),
  });
  const missing = createRoute({ getParentRoute: () => shell, path: "/$", component: MissingScreen });
  return { root, shell, missing };
}
