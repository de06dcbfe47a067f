import type { DraftContent } from "@liangzheng/contract";
import type { Random } from "../random.ts";
import { addDays, addYears, endOfTerm, yearOf } from "./day.ts";
import { businessAddress, counties } from "./divisions.ts";
import { organs, type PlannedOrgan } from "./organs.ts";
import {
  contentOf,
  type PlannedLicence,
  type PlannedVersion,
  type Scene,
  typeOf,
} from "./planned-licence.ts";

type Rewrite = (content: DraftContent, on: string, scene: Scene, random: Random) => DraftContent;

interface Rule {
  readonly typeKey: string;
  readonly kind: PlannedVersion["kind"];
  readonly reason: string;
  /** How many licences. */
  readonly count: number;
  readonly rewrite: Rewrite;
}

const withFields = (content: DraftContent, fields: Readonly<Record<string, string>>): DraftContent => ({
  ...content,
  fields: { ...content.fields, ...fields },
});

const renewed =
  (years: number): Rewrite =>
  (content, on) => ({ ...content, issuedOn: on, validFrom: on, validTo: endOfTerm(on, years) });

const moved =
  (id: string): Rewrite =>
  (content, on, _scene, random) =>
    withFields(
      { ...content, issuedOn: on },
      { [id]: businessAddress(random.pick(counties.slice(0, 4)), random) },
    );

const rules: readonly Rule[] = [
  {
    typeKey: "road-transport-practitioner",
    kind: "renewal",
    reason: "有效期届满前换证",
    count: 6,
    rewrite: renewed(6),
  },
  {
    typeKey: "road-transport-practitioner",
    kind: "replacement",
    reason: "证件遗失补发",
    count: 3,
    rewrite: (content, on) => ({ ...content, issuedOn: on }),
  },
  {
    typeKey: "construction-special-operator",
    kind: "renewal",
    reason: "延期复核合格",
    count: 5,
    rewrite: (content, on, ...rest) =>
      withFields(renewed(2)(content, on, ...rest), { YXQQSRQ: on, YWLXDM: "02", YWXX: "延期复核合格" }),
  },
  {
    typeKey: "road-transport-operation-licence",
    kind: "renewal",
    reason: "有效期届满前延续",
    count: 2,
    rewrite: renewed(4),
  },
  {
    typeKey: "food-business-licence",
    kind: "renewal",
    reason: "有效期届满前延续",
    count: 2,
    rewrite: renewed(5),
  },
  {
    typeKey: "food-business-licence",
    kind: "change",
    reason: "经营场所变更",
    count: 3,
    rewrite: moved("JYCS"),
  },
  { typeKey: "business-licence", kind: "change", reason: "住所变更登记", count: 6, rewrite: moved("ZS") },
  {
    typeKey: "safety-production-licence",
    kind: "renewal",
    reason: "有效期满延期",
    count: 2,
    rewrite: renewed(3),
  },
  {
    typeKey: "marriage-certificate",
    kind: "replacement",
    reason: "证件遗失，申请补领",
    count: 4,
    rewrite: (content, on, scene) => ({
      ...withFields(content, { BZ: `补发。原结婚证字号${content.number}` }),
      number: `BJ${organs.marriageRegistry.division}-${yearOf(on)}-${String(scene.next("marriage replaced")).padStart(6, "0")}`,
      issuedOn: on,
      validFrom: on,
    }),
  },
];

/** Some licences have been renewed, changed or replaced since. A renewal is made before the term runs out. */
export function planLaterVersions(
  scene: Scene,
  licences: readonly PlannedLicence[],
  spared: ReadonlySet<string>,
): PlannedLicence[] {
  const random = scene.random("later versions");
  const versions = new Map<string, PlannedVersion>();
  for (const rule of rules) {
    const fit = licences.filter(
      (licence) =>
        licence.typeKey === rule.typeKey &&
        !spared.has(licence.ref) &&
        !versions.has(licence.ref) &&
        isRipe(licence.content, rule.kind, scene.today),
    );
    for (const { ref, content, typeKey, organCode } of random.shuffled(fit).slice(0, rule.count)) {
      const on = addDays(scene.today, -random.integer(2, 30));
      const rewritten = rule.rewrite(content, on, scene, random);
      const again = contentOf(typeOf(scene, typeKey), organOf(organCode), { ...rewritten, issuedOn: on });
      versions.set(ref, { kind: rule.kind, reason: rule.reason, content: again });
    }
  }
  return licences.map((licence) => {
    const version = versions.get(licence.ref);
    return version === undefined ? licence : { ...licence, laterVersions: [version] };
  });
}

function isRipe(
  { issuedOn, validFrom, validTo }: DraftContent,
  kind: PlannedVersion["kind"],
  today: string,
): boolean {
  if (issuedOn === null || issuedOn > addDays(today, -60) || (validFrom ?? "") > today) return false;
  if (kind === "renewal") return validTo !== null && validTo >= today && validTo <= addDays(today, 60);
  return validTo === null || validTo > addYears(today, 1);
}

function organOf(code: string): PlannedOrgan {
  const organ = Object.values(organs).find((candidate) => candidate.code === code);
  if (organ === undefined) throw new Error(`no organ ${code}`);
  return organ;
}
