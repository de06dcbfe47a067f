import type { operations, Static } from "@liangzheng/contract";

type Purpose = Static<(typeof operations)["redeemShowCode"]["body"]>["purpose"];

/** The purposes of the contract, in the order of a working day; a new one that is missing here does not compile. */
const order = {
  "road-check": 1,
  "market-inspection": 2,
  "site-inspection": 3,
  "construction-inspection": 4,
  entry: 5,
  "counter-service": 6,
  other: 7,
} as const satisfies Record<Purpose, number>;

export const purposes = Object.keys(order) as Purpose[];
