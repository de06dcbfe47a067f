import type { ReactNode } from "react";
import { ApiErrorState, useSession } from "../api/index.ts";
import { LoadingState } from "../ui/index.ts";
import { SignInScreen } from "./screens/sign-in/screen.tsx";
import styles from "./session-gate.module.css";

/** Nothing of the wallet is built before it is known whose it is. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { query, session } = useSession();
  if (session) return session.signedIn ? children : <SignInScreen mode={session.mode} />;
  return (
    <main className={styles["wait"]}>
      {query.isError ? (
        <ApiErrorState
          error={query.error}
          onRetry={() => {
            void query.refetch();
          }}
        />
      ) : (
        <LoadingState cards={2} />
      )}
    </main>
  );
}
