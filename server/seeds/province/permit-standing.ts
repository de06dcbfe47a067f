import { addDays } from "./day.ts";
import type { PlannedEnterprise } from "./enterprises.ts";
import type { Scene } from "./planned-licence.ts";
import { type Standing, standingAt } from "./term.ts";

/**
 * Where an enterprise's permit of so many years stands. Those of the cast run; an enterprise too young for a whole term
 * has nothing that ran out.
 * @param at its place among the enterprises that have such a permit and do not belong to the cast, or below 0.
 */
export function permitStanding(
  { today, enterprises }: Scene,
  enterprise: PlannedEnterprise,
  years: number,
  at: number,
  few: Partial<Readonly<Record<Standing, number>>>,
): Standing {
  const { grocery, builder, fleet } = enterprises;
  if (at < 0 || [grocery, builder, fleet].includes(enterprise)) return "running";
  const standing = standingAt(at, few);
  const isOld = enterprise.foundedOn < addDays(today, -years * 365 - 230);
  return standing === "pending" || isOld ? standing : "running";
}
