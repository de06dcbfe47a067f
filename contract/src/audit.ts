import Type, { type Static } from "typebox";
import { operation } from "./operation.ts";
import { Instant, Key, next, Page } from "./shapes.ts";

export const AuditEntry = Type.Object(
  {
    entryId: Key,
    at: Instant,
    by: Type.String(),
    unit: Type.String(),
    act: Type.String(),
    subject: Type.String(),
    outcome: Type.String(),
  },
  { $id: "AuditEntry", additionalProperties: false },
);
export type AuditEntry = Static<typeof AuditEntry>;

export const listAudit = operation("listAudit", {
  room: "audit",
  summary: "Who did what to what, newest first, within one's unit",
  callers: ["auditor"],
  query: Type.Object(Page, { additionalProperties: false }),
  result: Type.Object({ items: Type.Array(AuditEntry), next }, { additionalProperties: false }),
});
