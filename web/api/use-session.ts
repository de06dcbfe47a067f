import type { Session } from "@liangzheng/contract";
import { type QueryKey, type UseQueryResult, useQueryClient } from "@tanstack/react-query";
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

  const others = { predicate: ({ queryKey }: { readonly queryKey: QueryKey }) => queryKey[0] !== SESSION[0] };
  return {
    query,
    session: query.data,
    pending: end.isPending || act.isPending,
    signOut: async () => {
      await end.mutateAsync({});
      await client.resetQueries({ queryKey: SESSION });
      client.removeQueries(others);
    },
    actFor: async (partyId) => {
      client.setQueryData(SESSION, await act.mutateAsync({ body: { partyId } }));
      // Reset and not removed: what is on the screen must not go on showing what the other name has.
      await client.resetQueries(others);
    },
  };
}
