import type { Session } from "@liangzheng/contract";
import { type UseQueryResult, useQueryClient } from "@tanstack/react-query";
import { useAct } from "./use-act.ts";
import { operationKey, useOperation } from "./use-operation.ts";

export interface SessionControl {
  readonly query: UseQueryResult<Session>;
  /** Nothing until the first answer. */
  readonly session: Session | undefined;
  /** Signs out of this app and forgets everything read. */
  readonly signOut: () => Promise<void>;
  readonly actFor: (partyId: string | null) => Promise<void>;
  /** Signing out or switching is under way. */
  readonly pending: boolean;
}

const SESSION = operationKey("getSession", {});

export function useSession(): SessionControl {
  const client = useQueryClient();
  const query = useOperation("getSession", {}, { staleTime: 60_000 });
  const end = useAct("endSession");
  const act = useAct("actFor");

  /** Nothing that was read under the old identity may be seen under the new one. */
  const startOver = (): void => {
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "getSession" });
  };
  return {
    query,
    session: query.data,
    pending: end.isPending || act.isPending,
    signOut: async () => {
      await end.mutateAsync({});
      startOver();
      await client.resetQueries({ queryKey: SESSION });
    },
    actFor: async (partyId) => {
      const session = await act.mutateAsync({ body: { partyId } });
      startOver();
      client.setQueryData(SESSION, session);
    },
  };
}
