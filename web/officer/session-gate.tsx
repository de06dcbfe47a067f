import type { ReactNode } from "react";
import { ApiErrorState, useSession } from "../api/index.ts";
import { Button, EmptyState, LoadingState, useText } from "../ui/index.ts";
import styles from "./officer-shell.module.css";
import { officerText } from "./officer-text.ts";
import { LockAfterIdle } from "./screens/lock/lock.tsx";
import { SignInScreen } from "./screens/sign-in/screen.tsx";

/** An officer, awake, or nothing. */
export function SessionGate({ children }: { children: ReactNode }) {
  const text = useText(officerText);
  const { query, session, signOut, pending } = useSession();
  if (session?.signedIn && session.roles.includes("officer"))
    return <LockAfterIdle>{children}</LockAfterIdle>;
  if (session && !session.signedIn) return <SignInScreen mode={session.mode} />;
  return (
    <main className={styles["wait"]}>
      {session ? (
        <EmptyState
          icon="lock"
          title={text.notOfficer}
          action={
            <Button
              variant="primary"
              pending={pending}
              onClick={() => {
                void signOut();
              }}
            >
              {text.signOut}
            </Button>
          }
        >
          <p>{text.notOfficerLead}</p>
        </EmptyState>
      ) : query.isError ? (
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
