import Type, { type Static } from "typebox";
import { FaceField } from "./catalogue.ts";
import { operation } from "./operation.ts";
import {
  DoesNotFit,
  DuplicateLicence,
  InvalidInput,
  NotAdopted,
  NotFound,
  RelayedType,
  SealNotUsable,
  SecondPersonRequired,
  StateConflict,
  TimeStampUnavailable,
  TypeNotPublished,
} from "./problems.ts";
import {
  byDraft,
  Day,
  FieldFault,
  FlagKind,
  Instant,
  Key,
  LicenceStatus,
  next,
  oneOf,
  Page,
  Reason,
  Text,
  TypeKey,
} from "./shapes.ts";
import { mostTemplatePages, TemplateDesign } from "./template.ts";

export const HolderInput = Type.Object(
  {
    kind: oneOf(["person", "organisation"]),
    codeType: Type.String({ pattern: "^\\d{3}$", description: "持证主体代码类型, GB/T 36903" }),
    code: Text(40),
    name: Text(100),
  },
  { additionalProperties: false },
);
export type HolderInput = Static<typeof HolderInput>;

/** What a clerk fills in; a draft may be incomplete, its faults say what is missing. */
export const DraftContent = Type.Object(
  {
    number: Type.String({ maxLength: 128 }),
    holders: Type.Array(HolderInput, { maxItems: 20 }),
    issuedOn: Type.Union([Day, Type.Null()]),
    validFrom: Type.Union([Day, Type.Null()]),
    validTo: Type.Union([Day, Type.Null()]),
    fields: Type.Record(Type.String(), Type.String({ maxLength: 200_000 })),
  },
  { $id: "DraftContent", additionalProperties: false },
);
export type DraftContent = Static<typeof DraftContent>;

export const draftKinds = ["first", "change", "renewal", "replacement"] as const;
export const draftStates = ["open", "submitted", "sealing", "issued", "discarded"] as const;

const DraftSummary = Type.Object(
  {
    draftId: Key,
    typeKey: TypeKey,
    typeName: Type.String(),
    kind: oneOf(draftKinds),
    state: oneOf(draftStates),
    createdBy: Type.String(),
    createdAt: Instant,
    updatedAt: Instant,
    returnReason: Type.Union([Type.String(), Type.Null()]),
    licenceKey: Type.Union([Key, Type.Null()]),
    mine: Type.Boolean(),
  },
  { $id: "DraftSummary", additionalProperties: false },
);
export type DraftSummary = Static<typeof DraftSummary>;

export const Draft = Type.Object(
  {
    summary: DraftSummary,
    content: DraftContent,
    faults: Type.Array(FieldFault),
    needsSecondPerson: Type.Boolean(),
  },
  { $id: "Draft", additionalProperties: false },
);
export type Draft = Static<typeof Draft>;

const staff = ["clerk", "reviewer"] as const;
const byBatch = Type.Object({ batchId: Key }, { additionalProperties: false });
const byLicence = Type.Object({ licenceKey: Key }, { additionalProperties: false });
const sealFaults = [
  SealNotUsable,
  TimeStampUnavailable,
  DoesNotFit,
  DuplicateLicence,
  NotAdopted,
  InvalidInput,
] as const;

export const listDrafts = operation("listDrafts", {
  room: "issuance",
  summary: "Drafts of one's unit, newest first",
  callers: staff,
  query: Type.Object(
    {
      ...Page,
      state: Type.Optional(oneOf(draftStates)),
      batchId: Type.Optional(
        Type.String({ format: "uuid", description: "Drafts of this batch, and no others" }),
      ),
    },
    { additionalProperties: false },
  ),
  result: Type.Object({ items: Type.Array(DraftSummary), next }, { additionalProperties: false }),
});
export const getDraft = operation("getDraft", {
  room: "issuance",
  summary: "A draft with everything that still stands against issuing it",
  callers: staff,
  params: byDraft,
  result: Draft,
  problems: [NotFound],
});
export const createDraft = operation("createDraft", {
  room: "issuance",
  summary: "Begin a licence",
  callers: ["clerk"],
  body: Type.Object({ typeKey: TypeKey, content: DraftContent }, { additionalProperties: false }),
  result: Draft,
  problems: [NotFound, RelayedType, TypeNotPublished, NotAdopted],
});
export const saveDraft = operation("saveDraft", {
  room: "issuance",
  summary: "Save a draft",
  callers: ["clerk"],
  params: byDraft,
  body: Type.Object({ content: DraftContent }, { additionalProperties: false }),
  result: Draft,
  problems: [NotFound, StateConflict],
});
export const submitDraft = operation("submitDraft", {
  room: "issuance",
  summary: "Submit: goes to a second person where the type says so, otherwise is sealed and delivered",
  callers: ["clerk"],
  params: byDraft,
  result: Draft,
  problems: [NotFound, StateConflict, ...sealFaults],
});
export const approveDraft = operation("approveDraft", {
  room: "issuance",
  summary: "Approve what another person submitted: seal it, record it, deliver it",
  callers: ["reviewer"],
  params: byDraft,
  result: Draft,
  problems: [NotFound, StateConflict, SecondPersonRequired, ...sealFaults],
});
export const returnDraft = operation("returnDraft", {
  room: "issuance",
  summary: "Return a submitted draft with a reason",
  callers: ["reviewer"],
  params: byDraft,
  body: Reason,
  result: Draft,
  problems: [NotFound, StateConflict],
});
export const discardDraft = operation("discardDraft", {
  room: "issuance",
  summary: "Discard a draft",
  callers: ["clerk"],
  params: byDraft,
  body: Reason,
  result: Draft,
  problems: [NotFound, StateConflict],
});
export const previewDraft = operation("previewDraft", {
  room: "issuance",
  summary: "The page as it would be sealed",
  callers: staff,
  params: byDraft,
  result: Type.String(),
  produces: "image/svg+xml",
  problems: [NotFound, DoesNotFit, InvalidInput],
});

export const previewTemplate = operation("previewTemplate", {
  room: "issuance",
  summary: "The page of a type that is being designed, with sample data",
  callers: ["catalogue-manager"],
  body: Type.Object(
    {
      name: Text(60),
      fields: Type.Array(FaceField, { minItems: 1, maxItems: 60 }),
      template: TemplateDesign,
      /** A licence number as the type has them. */
      example: Type.String({ maxLength: 60 }),
      fill: oneOf(["usual", "longest"]),
      page: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: mostTemplatePages,
          description: "This one alone; all unless said",
        }),
      ),
    },
    { additionalProperties: false },
  ),
  result: Type.Object(
    {
      svg: Type.Union([Type.String(), Type.Null()], { description: "Null where nothing can be drawn" }),
      /** What stands against saving the template, `/template/…`. */
      faults: Type.Array(FieldFault),
      /** The data that do not fit when filled in so, by metadata id. */
      tight: Type.Array(Type.String()),
    },
    { additionalProperties: false },
  ),
  repeats: "harmless",
});

export const Batch = Type.Object(
  {
    batchId: Key,
    typeKey: TypeKey,
    typeName: Type.String(),
    createdAt: Instant,
    total: Type.Integer(),
    issued: Type.Integer(),
    failed: Type.Integer(),
    waiting: Type.Integer(),
    approval: oneOf(["not-needed", "awaited", "given"]),
    mine: Type.Boolean(),
    failures: Type.Array(
      Type.Object({ row: Type.Integer(), faults: Type.Array(FieldFault) }, { additionalProperties: false }),
    ),
  },
  { $id: "Batch", additionalProperties: false },
);
export type Batch = Static<typeof Batch>;

export const createBatch = operation("createBatch", {
  room: "issuance",
  summary: "Issue many licences of one type; each row stands alone, and nothing is issued twice on retry",
  callers: ["clerk"],
  body: Type.Object(
    { typeKey: TypeKey, rows: Type.Array(DraftContent, { minItems: 1, maxItems: 1000 }) },
    { additionalProperties: false },
  ),
  result: Batch,
  problems: [NotFound, RelayedType, TypeNotPublished, NotAdopted],
});
export const listBatches = operation("listBatches", {
  room: "issuance",
  summary: "Batches of one's unit",
  callers: staff,
  result: Type.Object({ items: Type.Array(Batch) }, { additionalProperties: false }),
});
export const approveBatch = operation("approveBatch", {
  room: "issuance",
  summary: "Approve all that waits in another person's batch: it is sealed, recorded, delivered",
  callers: ["reviewer"],
  params: byBatch,
  result: Batch,
  problems: [NotFound, StateConflict, SecondPersonRequired, SealNotUsable, NotAdopted],
});
export const getBatch = operation("getBatch", {
  room: "issuance",
  summary: "How far a batch has come, and what is wrong with the rows that failed",
  callers: staff,
  params: byBatch,
  result: Batch,
  problems: [NotFound],
});
export const startVersion = operation("startVersion", {
  room: "issuance",
  summary:
    "Begin a change 变更, renewal 延续 or replacement 补发 of a licence: a draft filled from its record",
  callers: ["clerk"],
  params: byLicence,
  body: Type.Object(
    { kind: oneOf(["change", "renewal", "replacement"]), reason: Text(500) },
    { additionalProperties: false },
  ),
  result: Draft,
  problems: [NotFound, RelayedType, StateConflict],
});

export const statusActs = ["suspend", "resume", "withdraw", "rescind", "revoke", "cancel", "void"] as const;
export type StatusAct = (typeof statusActs)[number];
export const recordStatusAct = operation("recordStatusAct", {
  room: "issuance",
  summary: "Record a dated act on a licence's status; its file does not change",
  callers: ["clerk"],
  params: byLicence,
  body: Type.Object(
    {
      act: oneOf(statusActs),
      decidingOrgan: Text(100),
      documentNumber: Text(100),
      basis: Text(300),
      reason: Text(500),
      effectiveOn: Day,
    },
    { additionalProperties: false },
  ),
  result: Type.Object({ status: LicenceStatus }, { additionalProperties: false }),
  problems: [NotFound, RelayedType, StateConflict],
});
export const setFlag = operation("setFlag", {
  room: "issuance",
  summary: "Record or release a mortgage, pledge, seizure, loss, overdue annual check or objection",
  callers: ["clerk"],
  params: byLicence,
  body: Type.Object(
    { kind: FlagKind, set: Type.Boolean(), source: Text(100), documentNumber: Text(100) },
    { additionalProperties: false },
  ),
  result: Type.Object({ flags: Type.Array(FlagKind) }, { additionalProperties: false }),
  problems: [NotFound, RelayedType, StateConflict],
});
