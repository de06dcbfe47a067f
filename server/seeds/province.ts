import type { TypeDefinition } from "@liangzheng/contract";
import { drawPortrait } from "./portrait.ts";
import {
  authorisedUses,
  type PlannedUse,
  type PlannedUseItem,
  useItems,
} from "./province/authorised-uses.ts";
import { demoPeople, type PlannedDemoPerson } from "./province/demo-people.ts";
import { planDrivers } from "./province/drivers.ts";
import { planEnterpriseLicences } from "./province/enterprise-licences.ts";
import { type PlannedEnterprise, planEnterprises } from "./province/enterprises.ts";
import { marriageCertificate, planBirths, planCouples } from "./province/families.ts";
import { planIdentityCards } from "./province/identity-cards.ts";
import { planLaterVersions } from "./province/later-versions.ts";
import { planOfficerCards } from "./province/officer-cards.ts";
import { issuers, type OrganKey, organs, type PlannedOrgan } from "./province/organs.ts";
import { type PlannedPerson, planPeople } from "./province/people.ts";
import type { DrawPortrait, PlannedLicence, Scene } from "./province/planned-licence.ts";
import { planRealEstate } from "./province/real-estate.ts";
import { type PlannedJointSealing, planRoadWorks } from "./province/road-works.ts";
import { planSpecialOperators } from "./province/special-operators.ts";
import { type PlannedAccount, type PlannedOfficer, planStaff } from "./province/staff.ts";
import { planStatusActs, suspended } from "./province/status-acts.ts";
import { planVehicles } from "./province/vehicles.ts";
import { createRandom } from "./random.ts";

/** Everything of a province that does not exist: who lives and works there and what licences they hold. */
export interface ProvincePlan {
  readonly organs: readonly PlannedOrgan[];
  readonly people: readonly PlannedPerson[];
  readonly enterprises: readonly PlannedEnterprise[];
  readonly accounts: readonly PlannedAccount[];
  readonly officers: readonly PlannedOfficer[];
  readonly demoPeople: readonly PlannedDemoPerson[];
  /** Units with people at a desk and one seal: those that issue, and those that seal with them. */
  readonly desks: readonly string[];
  /** Which unit issues which type. */
  readonly adoptions: readonly { readonly organCode: string; readonly typeKey: string }[];
  readonly licences: readonly PlannedLicence[];
  /** What several bodies seal: delivered, refused, and under way. */
  readonly jointSealings: readonly PlannedJointSealing[];
  /** What units may ask holders for, and what became of asking. */
  readonly useItems: readonly PlannedUseItem[];
  readonly authorisedUses: readonly PlannedUse[];
}

interface PlanInput {
  readonly seed: string;
  /** `YYYY-MM-DD`, Asia/Shanghai: dates of licences are set against it. */
  readonly today: string;
  readonly types: ReadonlyMap<string, TypeDefinition>;
  /** How faces are drawn; `drawPortrait` unless told. */
  readonly draw?: DrawPortrait;
}

const population = 400;

/** The same seed, day and types give the same plan. Nothing is read or written. */
export function planProvince({ seed, today, types, draw = drawPortrait }: PlanInput): ProvincePlan {
  const random = createRandom(seed);
  const people = planPeople(today, random.stream("people"), population);
  const enterprises = planEnterprises(today, random.stream("enterprises"), people);
  const { accounts, officers } = planStaff(people);
  const counters = new Map<string, number>();
  const scene: Scene = {
    today,
    people,
    enterprises,
    types,
    random: (name) => random.stream(name),
    portraits: { draw, drawn: new Map() },
    next(name) {
      const value = (counters.get(name) ?? 0) + 1;
      counters.set(name, value);
      return value;
    },
  };
  return {
    organs: Object.values(organs),
    people: people.all,
    enterprises: enterprises.all,
    accounts,
    officers,
    demoPeople,
    desks: (Object.keys(issuers) as OrganKey[]).map((organ) => organs[organ].code),
    adoptions: (Object.entries(issuers) as [OrganKey, readonly string[]][]).flatMap(([organ, keys]) =>
      keys.map((typeKey) => ({ organCode: organs[organ].code, typeKey })),
    ),
    licences: planLicences(scene, officers),
    jointSealings: planRoadWorks(scene),
    useItems,
    authorisedUses: authorisedUses(people.cast),
  };
}

function planLicences(scene: Scene, officers: readonly PlannedOfficer[]): PlannedLicence[] {
  const couples = planCouples(scene);
  const first = [
    ...planIdentityCards(scene),
    ...planEnterpriseLicences(scene),
    ...planDrivers(scene),
    ...planSpecialOperators(scene),
    ...couples.map((couple) => marriageCertificate(scene, couple)),
    ...planBirths(scene, couples),
    ...planRealEstate(scene, couples),
    ...planVehicles(scene),
    ...planOfficerCards(scene, officers),
  ];
  const spared = ofTheCast(scene, first);
  const withVersions = planLaterVersions(scene, first, spared);
  const withActs = planStatusActs(scene, withVersions, spared);
  const operator = scene.people.cast.operator.citizenNumber;
  return withActs.map((licence) =>
    licence.typeKey === "construction-special-operator" && isHeldBy(licence, operator)
      ? suspended(scene, licence)
      : licence,
  );
}

const isHeldBy = ({ content }: PlannedLicence, code: string): boolean =>
  content.holders.some((holder) => holder.code === code);

/** Licences of the people whose stories are told, and of their enterprises, are left as they are. */
function ofTheCast({ people, enterprises }: Scene, licences: readonly PlannedLicence[]): Set<string> {
  const codes = new Set([
    ...Object.values(people.cast).map(({ citizenNumber }) => citizenNumber),
    ...[enterprises.grocery, enterprises.builder, enterprises.fleet].map(({ uscc }) => uscc),
  ]);
  return new Set(
    licences
      .filter(({ content }) => content.holders.some(({ code }) => codes.has(code)))
      .map(({ ref }) => ref),
  );
}
