import Type, { type Static } from "typebox";
import { operation } from "./operation.ts";
import { Key, Text } from "./shapes.ts";

export const Organ = Type.Object(
  { organId: Key, name: Type.String(), code: Type.String(), division: Type.String() },
  { $id: "Organ", additionalProperties: false },
);
export type Organ = Static<typeof Organ>;

export const listOrgans = operation("listOrgans", {
  room: "parties",
  summary: "Government bodies, by part of their name",
  callers: ["holder", "officer", "clerk", "reviewer", "catalogue-manager", "seal-keeper", "auditor"],
  query: Type.Object({ name: Type.Optional(Text(60)) }, { additionalProperties: false }),
  result: Type.Object({ items: Type.Array(Organ) }, { additionalProperties: false }),
});
