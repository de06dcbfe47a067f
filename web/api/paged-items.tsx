import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button, LoadingState } from "../ui/index.ts";
import { ApiErrorState } from "./problem-state.tsx";

export interface PagedItemsProps<T> {
  /** What `usePages` gave. */
  readonly pages: { readonly query: UseInfiniteQueryResult; readonly items: readonly T[] | undefined };
  /** How the waiting looks. */
  readonly waiting: { readonly cards: number; readonly lines?: number };
  readonly empty: ReactNode;
  /** The words of the way to what is older. */
  readonly more: string;
  readonly children: (items: readonly T[]) => ReactNode;
}

/** A list read page after page: on its way, failed, empty, or there with the way to what is older. */
export function PagedItems<T>({
  pages: { query, items },
  waiting,
  empty,
  more,
  children,
}: PagedItemsProps<T>) {
  if (!items)
    return query.isError ? (
      <ApiErrorState
        error={query.error}
        onRetry={() => {
          void query.refetch();
        }}
      />
    ) : (
      <LoadingState {...waiting} />
    );
  return (
    <>
      {items.length === 0 ? empty : children(items)}
      <OlderButton query={query}>{more}</OlderButton>
    </>
  );
}

/** Nothing, where the list has come to its end. */
export function OlderButton({ query, children }: { query: UseInfiniteQueryResult; children: string }) {
  if (!query.hasNextPage) return null;
  return (
    <Button
      wide
      pending={query.isFetchingNextPage}
      onClick={() => {
        void query.fetchNextPage();
      }}
    >
      {children}
    </Button>
  );
}
