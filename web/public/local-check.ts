import type { SealReport } from "@liangzheng/contract";

/** What the page asks of its own thread. */
export interface LocalQuestion {
  readonly file: Uint8Array;
  /** The platform's trust list, as published. */
  readonly list: Uint8Array;
  readonly now: Date;
}

/** What comes back: the report as the server would send it, or why there is none. */
export type LocalAnswer =
  | { readonly report: SealReport }
  | { readonly problem: "trust-list" | "unreadable-file" };
