import type { App, Role } from "@liangzheng/contract";

/** What each app is for. An account's roles count only in the app made for them: least privilege by audience. */
const rolesOfApp: Readonly<Record<App, readonly Role[]>> = {
  wallet: ["holder"],
  console: ["clerk", "reviewer", "catalogue-manager", "seal-keeper", "auditor"],
  officer: ["officer"],
  public: [],
};

export const rolesIn = (app: App, roles: readonly Role[]): readonly Role[] =>
  roles.filter((role) => rolesOfApp[app].includes(role));

export interface NewAccount {
  readonly accountId: string;
  /** The `sub` that the identity provider will assert. */
  readonly subject: string;
  readonly personId: string;
  readonly organId: string | null;
  readonly roles: readonly Role[];
  readonly cardNumber: string | null;
}

/** Sessions end by themselves: an officer's phone and a clerk's desk are shared and lost more often than a citizen's. */
export const sessionHours: Readonly<Record<App, number>> = { wallet: 12, console: 8, officer: 8, public: 1 };
