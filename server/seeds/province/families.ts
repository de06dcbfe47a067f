import type { Random } from "../random.ts";
import { addDays, addYears, ageOn, later, yearOf } from "./day.ts";
import { fullName } from "./divisions.ts";
import { givenName, type Sex } from "./names.ts";
import { organs } from "./organs.ts";
import type { PlannedPerson } from "./people.ts";
import { sexWord } from "./personal-data.ts";
import { type PlannedLicence, personHolder, planLicence, type Scene } from "./planned-licence.ts";

export interface Couple {
  readonly husband: PlannedPerson;
  readonly wife: PlannedPerson;
  readonly marriedOn: string;
}

/** The couple of the cast first. Civil Code, article 1047: 22 for men and 20 for women. */
export function planCouples(scene: Scene): Couple[] {
  const { cast, all } = scene.people;
  const random = scene.random("couples");
  const couple = (husband: PlannedPerson, wife: PlannedPerson): Couple => ({
    husband,
    wife,
    marriedOn: weddingDay(husband, wife, scene.today, random),
  });
  const others = random.shuffled(all.slice(Object.keys(cast).length));
  const grown = others.filter(({ birth }) => ageOn(birth, scene.today) >= 25);
  const women = grown.filter(({ sex }) => sex === "female");
  const couples = [couple(cast.husband, cast.wife)];
  for (const husband of grown.filter(({ sex }) => sex === "male")) {
    const at = women.findIndex(
      ({ birth }) => Math.abs(Number(yearOf(birth)) - Number(yearOf(husband.birth))) <= 4,
    );
    const [wife] = at < 0 ? [] : women.splice(at, 1);
    if (wife !== undefined) couples.push(couple(husband, wife));
    if (couples.length === 56) break;
  }
  return couples;
}

function weddingDay(husband: PlannedPerson, wife: PlannedPerson, today: string, random: Random): string {
  const earliest = later(later(addYears(husband.birth, 22), addYears(wife.birth, 20)), "2004-01-05");
  const day = addDays(earliest, random.integer(30, 2600));
  return day < addDays(today, -30) ? day : later(earliest, addDays(today, -random.integer(30, 400)));
}

export function marriageCertificate(scene: Scene, { husband, wife, marriedOn }: Couple): PlannedLicence {
  const sequence = String(scene.next(`marriage ${yearOf(marriedOn)}`)).padStart(6, "0");
  return planLicence(scene, "marriage-certificate", "marriageRegistry", {
    number: `J${organs.marriageRegistry.division}-${yearOf(marriedOn)}-${sequence}`,
    holders: [personHolder(husband), personHolder(wife)],
    issuedOn: marriedOn,
    validFrom: marriedOn,
    validTo: null,
    fields: {
      CZR: husband.name,
      DJRQ: marriedOn,
      NFXM: husband.name,
      NFGJ: "中国",
      NFCSRQ: husband.birth,
      NFSFZJH: husband.citizenNumber,
      NVFXM: wife.name,
      NVFGJ: "中国",
      NVFCSRQ: wife.birth,
      NVFSFZJH: wife.citizenNumber,
      DJJG: "演示县民政局",
    },
  });
}

/** Children of the couples, where there has been time: each 出生医学证明 has the child as its holder (code type 999). */
export function planBirths(scene: Scene, couples: readonly Couple[]): PlannedLicence[] {
  const random = scene.random("births");
  return couples.flatMap((couple) => {
    const first = addDays(couple.marriedOn, random.integer(320, 1500));
    const second = addDays(first, random.integer(700, 1600));
    const latest = later("2006-01-01", addYears(couple.wife.birth, 43));
    const days = [first, ...(random.chance(0.45) ? [second] : [])];
    return days
      .filter((day) => day < addDays(scene.today, -25) && day < latest)
      .map((day) => birthCertificate(scene, couple, day, random));
  });
}

function birthCertificate(
  scene: Scene,
  { husband, wife }: Couple,
  day: string,
  random: Random,
): PlannedLicence {
  const sex: Sex = random.chance(0.5) ? "male" : "female";
  const name = husband.name.slice(0, 1) + givenName(sex, random);
  const number = `X99${String(scene.next("birth")).padStart(7, "0")}`;
  const issuedOn = addDays(day, random.integer(2, 20));
  const hour = String(random.integer(0, 23)).padStart(2, "0");
  const minute = String(random.integer(0, 59)).padStart(2, "0");
  return planLicence(scene, "birth-medical-certificate", "maternity", {
    number,
    holders: [{ kind: "person", codeType: "999", code: number, name }],
    issuedOn,
    validFrom: issuedOn,
    validTo: null,
    fields: {
      XSEXB: sexWord({ sex }),
      CSSJ: `${day}T${hour}:${minute}`,
      CSDD: fullName(wife.county),
      CSYZ: String(random.integer(37, 41)),
      CSTZ: String(random.integer(270, 390) * 10),
      CSSC: String(random.integer(47, 53)),
      MQXM: wife.name,
      MQSFZH: wife.citizenNumber,
      FQXM: husband.name,
      FQSFZH: husband.citizenNumber,
    },
  });
}
