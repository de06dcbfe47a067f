import Type, { type Static, type TEnum, type TSchema } from "typebox";

/** Shapes that several rooms speak of. */

export const oneOf = <const T extends readonly string[]>(values: T): TEnum<[...T]> =>
  Type.Enum<[...T]>([...values] as [...T]);

export const Key = Type.String({ format: "uuid", description: "UUIDv7" });
export const Day = Type.String({
  pattern: "^\\d{4}-\\d{2}-\\d{2}$",
  description: "A calendar day, Asia/Shanghai",
});
export const Instant = Type.String({ format: "date-time", description: "UTC" });
export const TypeKey = Type.String({ pattern: "^[a-z][a-z0-9-]{2,63}$" });
export const OrganCode = Type.String({ pattern: "^[0-9A-Z]{18}$" });
/** A value, or null where there is none. */
export const OrNull = <const T extends TSchema>(shape: T) => Type.Union([shape, Type.Null()]);
export const Text = (maxLength: number, minLength = 1) => Type.String({ minLength, maxLength });

/** GB/T 36903 status and design hard rule 2. `pending` and `expired` are computed from dates, never stored. */
export const licenceStatuses = [
  "pending",
  "valid",
  "suspended",
  "expired",
  "withdrawn",
  "rescinded",
  "revoked",
  "cancelled",
  "void",
] as const;
export const LicenceStatus = oneOf(licenceStatuses);
export type LicenceStatus = Static<typeof LicenceStatus>;

/** Dated records beside the status, several at once. */
export const flagKinds = [
  "mortgage",
  "pledge",
  "seizure",
  "loss",
  "annual-check-overdue",
  "objection",
] as const;
export const FlagKind = oneOf(flagKinds);
export type FlagKind = Static<typeof FlagKind>;

export const origins = ["made-here", "collected", "relayed"] as const;
export const Origin = oneOf(origins);
export type Origin = Static<typeof Origin>;

/** One check of a report: every check is answered, none hides behind an earlier failure. */
export const Check = Type.Object(
  {
    name: Type.String(),
    result: oneOf(["pass", "fail", "unknown"]),
    reason: Type.Optional(Type.String()),
    detail: Type.Optional(Type.String()),
    clause: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
export type Check = Static<typeof Check>;

export const FieldFault = Type.Object(
  { field: Type.String(), rule: Type.String(), message: Type.String() },
  { additionalProperties: false },
);

/** A data field ready to show: `value` is already masked where the reader may not see all of it. */
export const ShownField = Type.Object(
  {
    id: Type.String(),
    label: Type.String(),
    labelEn: Type.String(),
    kind: oneOf(["text", "long-text", "date", "datetime", "number", "code", "photo"]),
    value: Type.Union([Type.String(), Type.Null()]),
    masked: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type ShownField = Static<typeof ShownField>;

/** What stands on a card or in a list row. */
export const LicenceSummary = Type.Object(
  {
    licenceKey: Key,
    typeKey: TypeKey,
    typeName: Type.String(),
    typeNameEn: Type.String(),
    number: Type.String(),
    holderName: Type.String(),
    issuerName: Type.String(),
    origin: Origin,
    status: LicenceStatus,
    statusReason: Type.Union([Type.String(), Type.Null()]),
    flags: Type.Array(FlagKind),
    issuedOn: Day,
    validFrom: Type.Union([Day, Type.Null()]),
    validTo: Type.Union([Day, Type.Null()], { description: "null: 长期, without end" }),
  },
  { additionalProperties: false },
);
export type LicenceSummary = Static<typeof LicenceSummary>;

export const Page = {
  after: Type.Optional(Key),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
};
/** The key that the next page follows `after`; null on the last page. */
export const next = Type.Union([Key, Type.Null()]);
export const byDraft = Type.Object({ draftId: Key }, { additionalProperties: false });
/** Why, in the words of whoever does it. */
export const Reason = Type.Object({ reason: Text(500) }, { additionalProperties: false });
export const Done = Type.Object({}, { additionalProperties: false });
