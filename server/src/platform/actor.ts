import type { App, Role } from "@liangzheng/contract";

/** Who is asking. Every use case takes one; there is no default, so nobody can forget to ask. */
export interface Account {
  readonly kind: "account";
  readonly accountId: string;
  readonly sessionId: string;
  readonly app: App;
  readonly roles: readonly Role[];
  /** The natural person behind the account. */
  readonly personId: string;
  /** The party acted for: the person, or an enterprise the person legally represents. */
  readonly partyId: string;
  /** The unit of an officer or a member of staff. */
  readonly organId: string | null;
}
export interface Anonymous {
  readonly kind: "anonymous";
}
export type Actor = Account | Anonymous;

export const anonymous: Anonymous = Object.freeze({ kind: "anonymous" });
