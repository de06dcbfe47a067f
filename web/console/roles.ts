import type { Role, Session } from "@liangzheng/contract";
import { useSession } from "../api/index.ts";

export const hasRole = (session: Session | undefined, ...wanted: readonly Role[]): boolean =>
  session?.roles.some((role) => wanted.includes(role)) ?? false;

/** Whether the signed-in person has one of the roles; the server decides again at every call. */
export function useRole(...wanted: readonly Role[]): boolean {
  return hasRole(useSession().session, ...wanted);
}
