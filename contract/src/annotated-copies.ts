import Type, { type Static } from "typebox";
import { operation } from "./operation.ts";
import {
  DoesNotFit,
  LicenceNotShowable,
  NotFound,
  SealNotUsable,
  StateConflict,
  TimeStampUnavailable,
} from "./problems.ts";
import { Day, Done, Instant, Key, next, oneOf, Page, Text } from "./shapes.ts";

/**
 * What an annotated copy (加注件) is good for today: `original-not-current` while its licence is not valid, or has a newer
 * version. A revoked copy stays revoked.
 */
export const copyStates = ["valid", "expired", "revoked", "original-not-current"] as const;
export type CopyState = (typeof copyStates)[number];

/** How long a copy may be good for: what is proposed, and the most, in days. */
export const copyDays = { usual: 30, most: 365 } as const;

/** What a copy is made for. All of it is printed over its page. */
const particulars = {
  recipient: Text(60),
  purpose: Text(60),
  matter: Text(80),
  businessNumber: Type.Optional(Text(40)),
  validUntil: Day,
};
export const CopyInput = Type.Object(particulars, { additionalProperties: false });
export type CopyInput = Static<typeof CopyInput>;

export const AnnotatedCopy = Type.Object(
  {
    copyId: Key,
    copyNumber: Type.String({ description: "Printed on the copy; docs/formats/annotated-copy.md" }),
    licenceKey: Key,
    typeName: Type.String(),
    typeNameEn: Type.String(),
    ...particulars,
    madeAt: Instant,
    maker: Type.String({ description: "Whose seal it has" }),
    state: oneOf(copyStates),
    revokedAt: Type.Union([Instant, Type.Null()]),
  },
  { $id: "AnnotatedCopy", additionalProperties: false },
);
export type AnnotatedCopy = Static<typeof AnnotatedCopy>;

const byLicence = Type.Object({ licenceKey: Key }, { additionalProperties: false });
const byCopy = Type.Object({ copyId: Key }, { additionalProperties: false });

export const previewMyCopy = operation("previewMyCopy", {
  room: "use",
  summary: "The page of a copy as it would be, before it has a number and a seal",
  callers: ["holder"],
  params: byLicence,
  body: CopyInput,
  result: Type.String(),
  produces: "image/svg+xml",
  problems: [NotFound, LicenceNotShowable, DoesNotFit],
  repeats: "harmless",
});
export const createMyCopy = operation("createMyCopy", {
  room: "use",
  summary: "Make an annotated copy of one's own licence for one recipient and purpose, sealed as a copy",
  callers: ["holder"],
  params: byLicence,
  body: CopyInput,
  result: AnnotatedCopy,
  problems: [NotFound, LicenceNotShowable, DoesNotFit, SealNotUsable, TimeStampUnavailable],
});
export const listMyCopies = operation("listMyCopies", {
  room: "use",
  summary: "Copies made by the holder, newest first, with their state",
  callers: ["holder"],
  query: Type.Object({ ...Page, licenceKey: Type.Optional(Key) }, { additionalProperties: false }),
  result: Type.Object({ items: Type.Array(AnnotatedCopy), next }, { additionalProperties: false }),
});
export const getMyCopyPage = operation("getMyCopyPage", {
  room: "use",
  summary: "The page of a copy as a picture",
  callers: ["holder"],
  params: byCopy,
  result: Type.String(),
  produces: "image/svg+xml",
  problems: [NotFound],
});
export const getMyCopyFile = operation("getMyCopyFile", {
  room: "use",
  summary: "The sealed file of a copy that is still valid",
  callers: ["holder"],
  params: byCopy,
  result: Type.String(),
  produces: "application/ofd",
  problems: [NotFound, StateConflict],
});
export const revokeMyCopy = operation("revokeMyCopy", {
  room: "use",
  summary: "Revoke a copy for good; the licence stays as it is",
  callers: ["holder"],
  params: byCopy,
  result: Done,
  problems: [NotFound, StateConflict],
});

export const getCopyState = operation("getCopyState", {
  room: "use",
  summary: "Whether a copy is still good, by the number printed on it",
  callers: ["anyone"],
  params: Type.Object(
    {
      copyNumber: Type.String({
        pattern: "^[Jj][Zz][Jj][0-9A-Za-z -]{1,40}$",
        description: "As printed; case, hyphens and spaces do not matter",
      }),
    },
    { additionalProperties: false },
  ),
  result: Type.Object(
    {
      state: oneOf(copyStates),
      digest: Type.String({ description: "SM3 of the file as it was handed out, hexadecimal" }),
    },
    { $id: "CopyStanding", additionalProperties: false },
  ),
  problems: [NotFound],
});
