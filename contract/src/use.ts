import Type, { type Static } from "typebox";
import { operation } from "./operation.ts";
import {
  AuthorisationExpired,
  AuthorisationSpent,
  AuthorisationWithdrawn,
  LicenceNotShowable,
  NotFound,
} from "./problems.ts";
import {
  Day,
  FlagKind,
  Instant,
  Key,
  LicenceStatus,
  LicenceSummary,
  next,
  oneOf,
  Page,
  ShownField,
  Text,
  TypeKey,
} from "./shapes.ts";

/** Why somebody may read licence data. No basis, no reading. */
export const bases = [
  "own-view",
  "shown-by-holder",
  "holder-authorised",
  "own-download",
  "own-copy",
  "issuer-custody",
] as const;
export const Basis = oneOf(bases);
export type Basis = Static<typeof Basis>;

const StatusActRecord = Type.Object(
  {
    act: Type.String(),
    from: LicenceStatus,
    to: LicenceStatus,
    decidingOrgan: Type.String(),
    executingOrgan: Type.String(),
    documentNumber: Type.String(),
    basis: Type.String(),
    reason: Type.String(),
    effectiveOn: Day,
    recordedAt: Instant,
  },
  { additionalProperties: false },
);

export const LicenceDetail = Type.Object(
  {
    summary: LicenceSummary,
    identifier: Type.Union([Type.String(), Type.Null()]),
    version: Type.String(),
    fields: Type.Array(ShownField),
    holders: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          code: Type.String(),
          codeTypeName: Type.String(),
          masked: Type.Boolean(),
        },
        { additionalProperties: false },
      ),
    ),
    statusActs: Type.Array(StatusActRecord),
    flags: Type.Array(
      Type.Object(
        { kind: FlagKind, since: Instant, source: Type.String(), documentNumber: Type.String() },
        { additionalProperties: false },
      ),
    ),
    versions: Type.Array(
      Type.Object(
        {
          version: Type.String(),
          identifier: Type.String(),
          issuedOn: Day,
          state: oneOf(["current", "superseded"]),
        },
        { additionalProperties: false },
      ),
    ),
    hasFile: Type.Boolean(),
    showable: Type.Boolean(),
  },
  { $id: "LicenceDetail", additionalProperties: false },
);
export type LicenceDetail = Static<typeof LicenceDetail>;

const staff = ["clerk", "reviewer"] as const;
const byLicence = Type.Object({ licenceKey: Key }, { additionalProperties: false });
const list = Type.Object({ items: Type.Array(LicenceSummary), next }, { additionalProperties: false });

export const searchLicences = operation("searchLicences", {
  room: "use",
  summary: "Licences one's unit issued: by full number, holder's full code, enterprise name or object",
  callers: staff,
  query: Type.Object(
    {
      ...Page,
      typeKey: Type.Optional(TypeKey),
      status: Type.Optional(LicenceStatus),
      number: Type.Optional(Text(128)),
      holderCode: Type.Optional(Text(40)),
      holderName: Type.Optional(Text(60, 2)),
      object: Type.Optional(Text(60)),
    },
    { additionalProperties: false },
  ),
  result: list,
});
export const getLicence = operation("getLicence", {
  room: "use",
  summary: "A licence one's unit issued, in its custody",
  callers: staff,
  params: byLicence,
  result: LicenceDetail,
  problems: [NotFound],
});
export const getLicencePage = operation("getLicencePage", {
  room: "use",
  summary: "The sealed page as a picture, for the issuing unit",
  callers: staff,
  params: byLicence,
  result: Type.String(),
  produces: "image/svg+xml",
  problems: [NotFound],
});
export const listMyLicences = operation("listMyLicences", {
  room: "use",
  summary: "The holder's own licences",
  callers: ["holder"],
  result: Type.Object({ items: Type.Array(LicenceSummary) }, { additionalProperties: false }),
});
export const getMyLicence = operation("getMyLicence", {
  room: "use",
  summary: "One of the holder's own licences",
  callers: ["holder"],
  params: byLicence,
  result: LicenceDetail,
  problems: [NotFound],
});
export const getMyLicencePage = operation("getMyLicencePage", {
  room: "use",
  summary: "The sealed page as a picture, for its holder",
  callers: ["holder"],
  params: byLicence,
  result: Type.String(),
  produces: "image/svg+xml",
  problems: [NotFound],
});
export const getMyLicenceFile = operation("getMyLicenceFile", {
  room: "use",
  summary: "The original sealed file, for its holder",
  callers: ["holder"],
  params: byLicence,
  result: Type.String(),
  produces: "application/ofd",
  problems: [NotFound],
});
export const getMyLicencePdf = operation("getMyLicencePdf", {
  room: "use",
  summary: "The PDF twin of the sealed file, for its holder who cannot open OFD",
  callers: ["holder"],
  params: byLicence,
  result: Type.String(),
  produces: "application/pdf",
  problems: [NotFound],
});

export const UseRecord = Type.Object(
  {
    receiptId: Key,
    at: Instant,
    licenceKey: Type.Union([Key, Type.Null()]),
    typeName: Type.String(),
    basis: Basis,
    byUnit: Type.String(),
    byPerson: Type.String(),
    purpose: Type.String(),
    matter: Type.Union([Type.String(), Type.Null()], { description: "Item and business number" }),
    place: Type.Union([Type.String(), Type.Null()]),
    fields: Type.Array(Type.String()),
    outcome: Type.String(),
  },
  { $id: "UseRecord", additionalProperties: false },
);
export type UseRecord = Static<typeof UseRecord>;

export const listMyUses = operation("listMyUses", {
  room: "use",
  summary: "Who used the holder's licences: when, why, which fields",
  callers: ["holder"],
  query: Type.Object({ ...Page, licenceKey: Type.Optional(Key) }, { additionalProperties: false }),
  result: Type.Object({ items: Type.Array(UseRecord), next }, { additionalProperties: false }),
});

/** What was read by a holder's authorisation: the fields that were agreed to, and no other, not even by name. */
export const AuthorisedReading = Type.Object(
  {
    receiptId: Key,
    at: Instant,
    typeName: Type.String(),
    typeNameEn: Type.String(),
    status: LicenceStatus,
    fields: Type.Array(ShownField),
  },
  { $id: "AuthorisedReading", additionalProperties: false },
);
export type AuthorisedReading = Static<typeof AuthorisedReading>;

export const readAuthorised = operation("readAuthorised", {
  room: "use",
  summary: "Read what the holder agreed to, once for a code; the same key gets the same reading again",
  callers: ["clerk"],
  body: Type.Object(
    { code: Type.String({ pattern: "^[0-9a-f]{32}$", description: "As `takeUseCode` gave it" }) },
    { additionalProperties: false },
  ),
  result: AuthorisedReading,
  problems: [NotFound, LicenceNotShowable, AuthorisationWithdrawn, AuthorisationSpent, AuthorisationExpired],
  repeats: "own",
});
