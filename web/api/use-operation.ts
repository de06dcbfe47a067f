import type { OperationId } from "@liangzheng/contract";
import {
  keepPreviousData,
  type QueryKey,
  type UseInfiniteQueryResult,
  type UseQueryResult,
  useInfiniteQuery,
  useQuery,
} from "@tanstack/react-query";
import { useMemo } from "react";
import type { Input, Result } from "./api.ts";
import { useApi } from "./api-context.tsx";

export interface OperationOptions<R> {
  readonly enabled?: boolean;
  /** Milliseconds between looks; `false` stops. */
  readonly every?: number | false | ((last: R | undefined) => number | false);
  readonly staleTime?: number;
  /** While the input changes, the last answer stays on the screen. */
  readonly keepPrevious?: boolean;
}

export const operationKey = <Id extends OperationId>(id: Id, input?: Input<Id>): QueryKey =>
  input === undefined ? [id] : [id, input];

/** What an operation that only reads says now. */
export function useOperation<Id extends OperationId>(
  id: Id,
  input: Input<Id>,
  options: OperationOptions<Result<Id>> = {},
): UseQueryResult<Result<Id>> {
  const api = useApi();
  const { enabled = true, every, staleTime, keepPrevious = false } = options;
  return useQuery<Result<Id>>({
    queryKey: operationKey(id, input),
    queryFn: ({ signal }) => api.call(id, input, { signal }),
    enabled,
    ...(every !== undefined && {
      refetchInterval: typeof every === "function" ? (query) => every(query.state.data) : every,
    }),
    ...(staleTime !== undefined && { staleTime }),
    ...(keepPrevious && { placeholderData: keepPreviousData as never }),
  });
}

type PagedId = {
  [Id in OperationId]: Result<Id> extends { readonly items: readonly unknown[]; readonly next: string | null }
    ? Id
    : never;
}[OperationId];
type Paged<Id extends PagedId> = Extract<Result<Id>, { readonly next: string | null }>;
type Item<Id extends PagedId> = Paged<Id>["items"][number];

export interface Pages<Id extends PagedId> {
  readonly query: UseInfiniteQueryResult;
  /** Every item of the pages read so far; nothing before the first has come. */
  readonly items: readonly Item<Id>[] | undefined;
  /** The newest first page, for what stands beside its items. */
  readonly first: Paged<Id> | undefined;
}

/** A list read by cursor, page after page. */
export function usePages<Id extends PagedId>(
  id: Id,
  query: Readonly<Record<string, string | undefined>> = {},
): Pages<Id> {
  const api = useApi();
  const result = useInfiniteQuery({
    queryKey: [id, "pages", query],
    queryFn: ({ signal, pageParam }) =>
      api.call(id, { query: { ...query, ...(pageParam && { after: pageParam }) } } as unknown as Input<Id>, {
        signal,
      }) as Promise<Paged<Id>>,
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const pages = result.data?.pages;
  const items = useMemo(() => pages?.flatMap((page) => page.items as readonly Item<Id>[]), [pages]);
  return { query: result, items, first: pages?.[0] };
}
