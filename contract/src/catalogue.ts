import Type, { type Static } from "typebox";
import { operation } from "./operation.ts";
import { InvalidInput, NotFound, RelayedType, SecondPersonRequired, StateConflict } from "./problems.ts";
import { JointSealing } from "./sealing-tasks.ts";
import { Instant, Key, OrganCode, Origin, oneOf, Text, TypeKey } from "./shapes.ts";
import { TemplateDesign } from "./template.ts";

/** A datum printed on the face of a licence (照面), stored in the OFD as `KZ_` + id. */
export const FaceField = Type.Object(
  {
    id: Type.String({ pattern: "^[A-Z][A-Z0-9]{0,31}$", description: "Pinyin initials" }),
    label: Text(60),
    labelEn: Text(80),
    kind: oneOf(["text", "long-text", "date", "datetime", "number", "code", "photo"]),
    maxLength: Type.Union([Type.Integer({ minimum: 1, maximum: 10000 }), Type.Null()]),
    required: Type.Boolean(),
    sensitivity: oneOf(["P0", "P1", "P2"]),
    mask: Type.Optional(oneOf(["surname-keep", "first6-last2", "to-county", "last4"])),
    codes: Type.Optional(Type.Record(Type.String(), Text(200))),
    /** `false`: kept in the file, neither printed nor shown: a code beside its word, a status of the day of issue. */
    printed: Type.Optional(Type.Boolean()),
    /** What the datum is: the check that its value must pass. */
    check: Type.Optional(oneOf(["citizen-number", "uscc", "vin", "division"])),
    /** The datum names an object 标的 that the licence is about, by which it can be searched. */
    object: Type.Optional(oneOf(["plate", "vin", "real-estate-unit", "project"])),
    /** The datum repeats something already known: it is filled in and cannot be typed. */
    from: Type.Optional(
      oneOf(["number", "holder-name", "holder-code", "issuer-name", "issued-on", "valid-to"]),
    ),
  },
  { $id: "FaceField", additionalProperties: false },
);
export type FaceField = Static<typeof FaceField>;

const versionRules = ["next-version", "new-licence"] as const;

/** Everything the platform knows of a licence type. A new type is such a value, never code. */
export const TypeDefinition = Type.Object(
  {
    name: Text(60),
    nameEn: Text(120),
    code: Type.String({
      pattern: "^[0-9A-HJ-NPQRTUWXY]{18}[0-9A-Z]{3}$|^[0-9A-Z]{21}$",
      description: "证照类型代码, GB/T 36904",
    }),
    codeIsPlaceholder: Type.Boolean({ description: "Made up for demonstration: refused in production" }),
    definingOrganName: Text(100),
    definingOrganCode: OrganCode,
    level: oneOf(["national", "province", "city", "county"]),
    origin: Origin,
    kind: oneOf(["licence", "approval", "proof", "material", "credential"]),
    holders: oneOf(["person", "organisation", "either"]),
    severalHolders: Type.Boolean(),
    /** With several holders: may one show it alone? */
    oneHolderMayShow: Type.Boolean(),
    validity: Type.Array(
      Type.Object(
        { unit: oneOf(["year", "month", "day", "forever"]), count: Type.Integer({ minimum: 0 }) },
        { additionalProperties: false },
      ),
      { minItems: 1 },
    ),
    secondPerson: Type.Boolean({ description: "A reviewer other than the clerk must approve each issue" }),
    onePerHolder: Type.Boolean({ description: "A holder has at most one live licence of this type" }),
    number: Type.Object(
      { rule: Text(200), pattern: Text(200), example: Text(60) },
      { additionalProperties: false },
    ),
    /** Seals made for the enterprise in the act that first issues the licence, where it has none of the kind. */
    holderSeals: Type.Optional(
      Type.Array(oneOf(["official", "contract", "finance", "invoice"]), { minItems: 1, maxItems: 4 }),
    ),
    /** Other bodies whose seals the licence bears too. */
    jointSealing: Type.Optional(JointSealing),
    onChange: oneOf(versionRules),
    onRenewal: oneOf(versionRules),
    onReplacement: oneOf(versionRules),
    fields: Type.Array(FaceField, { minItems: 1, maxItems: 60 }),
    template: TemplateDesign,
    basis: Text(300),
  },
  { $id: "TypeDefinition", additionalProperties: false },
);
export type TypeDefinition = Static<typeof TypeDefinition>;

const typeStates = ["draft", "proposed", "published"] as const;
export const TypeVersion = Type.Object(
  {
    version: Type.Integer(),
    state: oneOf(typeStates),
    definition: TypeDefinition,
    proposedBy: Type.Union([Type.String(), Type.Null()]),
    publishedBy: Type.Union([Type.String(), Type.Null()]),
    publishedAt: Type.Union([Instant, Type.Null()]),
  },
  { $id: "TypeVersion", additionalProperties: false },
);
export type TypeVersion = Static<typeof TypeVersion>;

const TypeSummary = Type.Object(
  {
    typeKey: TypeKey,
    name: Type.String(),
    nameEn: Type.String(),
    code: Type.String(),
    origin: Origin,
    level: oneOf(["national", "province", "city", "county"]),
    state: oneOf(typeStates),
    version: Type.Integer(),
    adopted: Type.Boolean({ description: "By the caller's unit" }),
    codeIsPlaceholder: Type.Boolean(),
  },
  { $id: "TypeSummary", additionalProperties: false },
);
export type TypeSummary = Static<typeof TypeSummary>;

export const TypeDetail = Type.Object(
  {
    typeKey: TypeKey,
    versions: Type.Array(TypeVersion),
    adoptions: Type.Array(
      Type.Object(
        { organId: Key, organName: Type.String(), sealId: Key, sealName: Type.String() },
        { additionalProperties: false },
      ),
    ),
  },
  { $id: "TypeDetail", additionalProperties: false },
);
export type TypeDetail = Static<typeof TypeDetail>;

const staff = ["clerk", "reviewer", "catalogue-manager", "seal-keeper", "auditor"] as const;
const byKey = Type.Object({ typeKey: TypeKey }, { additionalProperties: false });

export const listLicenceTypes = operation("listLicenceTypes", {
  room: "catalogue",
  summary: "The catalogue 证照目录",
  callers: staff,
  result: Type.Object({ items: Type.Array(TypeSummary) }, { additionalProperties: false }),
});
export const getLicenceType = operation("getLicenceType", {
  room: "catalogue",
  summary: "One licence type with its versions and the units that adopted it",
  callers: staff,
  params: byKey,
  result: TypeDetail,
  problems: [NotFound],
});
export const saveTypeDraft = operation("saveTypeDraft", {
  room: "catalogue",
  summary: "Save the draft of a new type or of a type's next version",
  callers: ["catalogue-manager"],
  params: byKey,
  body: Type.Object({ definition: TypeDefinition }, { additionalProperties: false }),
  result: TypeDetail,
  problems: [NotFound, StateConflict, InvalidInput],
});
export const startTemplate = operation("startTemplate", {
  room: "catalogue",
  summary: "The standard face of these fields, from which a template is designed",
  callers: ["catalogue-manager"],
  body: Type.Object(
    {
      name: Text(60),
      landscape: Type.Boolean(),
      fields: Type.Array(FaceField, { minItems: 1, maxItems: 60 }),
    },
    { additionalProperties: false },
  ),
  result: TemplateDesign,
  repeats: "harmless",
});
export const proposeType = operation("proposeType", {
  room: "catalogue",
  summary: "Propose the draft for publication",
  callers: ["catalogue-manager"],
  params: byKey,
  result: TypeDetail,
  problems: [NotFound, StateConflict],
});
export const publishType = operation("publishType", {
  room: "catalogue",
  summary: "Publish what another person proposed",
  callers: ["catalogue-manager"],
  params: byKey,
  result: TypeDetail,
  problems: [NotFound, StateConflict, SecondPersonRequired],
});
export const adoptType = operation("adoptType", {
  room: "catalogue",
  summary: "Adopt 认领 a published type for one's own unit and bind the seal it is issued under",
  callers: ["catalogue-manager"],
  params: byKey,
  body: Type.Object({ organId: Key, sealId: Key }, { additionalProperties: false }),
  result: TypeDetail,
  problems: [NotFound, StateConflict, RelayedType],
});
