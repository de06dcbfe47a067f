import Type, { type Static } from "typebox";
import { operation } from "./operation.ts";
import { NotFound } from "./problems.ts";
import { Done, Instant, Key, next, oneOf, Page } from "./shapes.ts";

export const noticeKinds = [
  "licence-issued",
  "licence-status-changed",
  "licence-used",
  "disclosure-asked",
  "use-asked",
  "use-answered",
  "authorisation-withdrawn",
  "seal-changed",
  "joint-sealing",
] as const;
export type NoticeKind = (typeof noticeKinds)[number];
export const Notice = Type.Object(
  {
    noticeId: Key,
    at: Instant,
    kind: oneOf(noticeKinds),
    licenceKey: Type.Union([Key, Type.Null()]),
    facts: Type.Record(Type.String(), Type.String()),
    read: Type.Boolean(),
  },
  { $id: "Notice", additionalProperties: false },
);
export type Notice = Static<typeof Notice>;

export const listNotices = operation("listNotices", {
  room: "notices",
  summary: "Messages to the holder, to the keeper of seals, or to those who seal jointly, newest first",
  callers: ["holder", "clerk", "reviewer", "seal-keeper"],
  query: Type.Object(Page, { additionalProperties: false }),
  result: Type.Object(
    { items: Type.Array(Notice), unread: Type.Integer(), next },
    { additionalProperties: false },
  ),
});
export const readNotice = operation("readNotice", {
  room: "notices",
  summary: "Mark a message read",
  callers: ["holder", "clerk", "reviewer", "seal-keeper"],
  params: Type.Object({ noticeId: Key }, { additionalProperties: false }),
  result: Done,
  problems: [NotFound],
  repeats: "harmless",
});
