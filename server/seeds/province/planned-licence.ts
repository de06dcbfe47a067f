import type {
  DraftContent,
  FlagKind,
  HolderInput,
  Origin,
  StatusAct,
  TypeDefinition,
} from "@liangzheng/contract";
import type { Random } from "../random.ts";
import type { Enterprises, PlannedEnterprise } from "./enterprises.ts";
import type { Sex } from "./names.ts";
import { type OrganKey, organs, type PlannedOrgan } from "./organs.ts";
import type { People, PlannedPerson } from "./people.ts";

export interface PlannedAct {
  readonly act: StatusAct;
  readonly decidingOrgan: string;
  readonly documentNumber: string;
  readonly basis: string;
  readonly reason: string;
  readonly effectiveOn: string;
}
export interface PlannedFlag {
  readonly kind: FlagKind;
  readonly source: string;
  readonly documentNumber: string;
}
export interface PlannedVersion {
  readonly kind: "change" | "renewal" | "replacement";
  readonly reason: string;
  readonly content: DraftContent;
}

export interface PlannedLicence {
  /** Its name within the plan, for idempotency keys: `typeKey/n`. */
  readonly ref: string;
  readonly typeKey: string;
  readonly origin: Origin;
  readonly organCode: string;
  readonly content: DraftContent;
  /** In order. Licences with later versions have none. */
  readonly acts: readonly PlannedAct[];
  readonly flags: readonly PlannedFlag[];
  readonly laterVersions: readonly PlannedVersion[];
}

/** @returns a PNG, the same for the same seed. */
export type DrawPortrait = (seed: string, sitter: { readonly sex: Sex; readonly age: number }) => Uint8Array;

/** What the planning of licences draws on. */
export interface Scene {
  readonly today: string;
  readonly people: People;
  readonly enterprises: Enterprises;
  readonly types: ReadonlyMap<string, TypeDefinition>;
  readonly random: (name: string) => Random;
  readonly portraits: { readonly draw: DrawPortrait; readonly drawn: Map<string, string> };
  /** 1, 2, 3 … for each name. */
  readonly next: (name: string) => number;
}

export interface Particulars {
  readonly number: string;
  readonly holders: readonly HolderInput[];
  readonly issuedOn: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  /** Without those that repeat a datum above; an undefined one is left out. */
  readonly fields: Readonly<Record<string, string | undefined>>;
}

export function planLicence(
  scene: Scene,
  typeKey: string,
  issuer: OrganKey,
  given: Particulars,
): PlannedLicence {
  const type = typeOf(scene, typeKey);
  const organ = organs[issuer];
  return {
    ref: `${typeKey}/${scene.next(`ref ${typeKey}`)}`,
    typeKey,
    origin: type.origin,
    organCode: organ.code,
    content: contentOf(type, organ, given),
    acts: [],
    flags: [],
    laterVersions: [],
  };
}

export function typeOf(scene: Scene, typeKey: string): TypeDefinition {
  const type = scene.types.get(typeKey);
  if (type === undefined) throw new Error(`no licence type ${typeKey}`);
  return type;
}

/**
 * The content with every repeated datum filled in, as the platform itself does it, and days and times of the face
 * written as GB/T 36903 has them: YYYYMMDD and YYYYMMDDHHmm.
 */
export function contentOf(type: TypeDefinition, organ: PlannedOrgan, given: Particulars): DraftContent {
  const { number, holders, issuedOn, validFrom, validTo } = given;
  const repeated = {
    number,
    "holder-name": holders.map(({ name }) => name).join("、"),
    "holder-code": holders[0]?.code,
    "issuer-name": organ.name,
    "issued-on": issuedOn,
    "valid-to": validTo ?? undefined,
  };
  const fields: Record<string, string> = {};
  for (const { id, from, kind } of type.fields) {
    const value = from === undefined ? given.fields[id] : repeated[from];
    if (value === undefined) continue;
    fields[id] = kind === "date" || kind === "datetime" ? value.replaceAll(/\D/g, "") : value;
  }
  return { number, holders: [...holders], issuedOn, validFrom, validTo, fields };
}

export const personHolder = ({ citizenNumber, name }: PlannedPerson): HolderInput => ({
  kind: "person",
  codeType: "111",
  code: citizenNumber,
  name,
});
export const enterpriseHolder = ({ uscc, name }: PlannedEnterprise): HolderInput => ({
  kind: "organisation",
  codeType: "001",
  code: uscc,
  name,
});
