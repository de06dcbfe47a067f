import { makeFictitiousCitizenNumber, parseCalendarDate, parseDivisionCode } from "@liangzheng/ident";
import type { Random } from "../random.ts";
import { type CastKey, cast, type Part } from "./cast.ts";
import { addDays, addYears } from "./day.ts";
import { type County, counties, countyOf, homeAddress } from "./divisions.ts";
import { personName, type Sex } from "./names.ts";

export interface PlannedPerson {
  readonly citizenNumber: string;
  readonly name: string;
  readonly sex: Sex;
  readonly birth: string;
  readonly county: County;
  readonly address: string;
  readonly ethnicity: string;
}

export interface People {
  /** The cast first, in its order. */
  readonly all: readonly PlannedPerson[];
  readonly cast: Readonly<Record<CastKey, PlannedPerson>>;
}

const ethnicities = [
  "汉",
  "汉",
  "汉",
  "汉",
  "汉",
  "汉",
  "汉",
  "汉",
  "汉",
  "汉",
  "回",
  "满",
  "蒙古",
  "苗",
  "土家",
  "壮",
];

/** So many adults of 18 to 74, every citizen number once and in 99xxxx. */
export function planPeople(today: string, random: Random, count: number): People {
  const taken = new Set<string>();
  const parts: Part[] = Object.values(cast);
  while (parts.length < count) {
    const sex: Sex = random.chance(0.52) ? "male" : "female";
    const county = random.pick(counties).code;
    parts.push({ name: personName(sex, random), sex, age: random.integer(18, 74), county });
  }
  const all = parts.map((part) => planPerson(part, today, random, taken));
  const keys = Object.keys(cast) as CastKey[];
  return { all, cast: Object.fromEntries(keys.map((key, at) => [key, all[at]])) as People["cast"] };
}

function planPerson(part: Part, today: string, random: Random, taken: Set<string>): PlannedPerson {
  const county = countyOf(part.county);
  const birth = addDays(addYears(today, -part.age), -random.integer(1, 360));
  let citizenNumber: string;
  do {
    const sequence = random.integer(0, 499) * 2 + (part.sex === "male" ? 1 : 0);
    citizenNumber = makeFictitiousCitizenNumber(
      parseDivisionCode(county.code),
      parseCalendarDate(birth),
      sequence,
    );
  } while (taken.has(citizenNumber));
  taken.add(citizenNumber);
  const { name, sex } = part;
  const address = homeAddress(county, random);
  return { citizenNumber, name, sex, birth, county, address, ethnicity: random.pick(ethnicities) };
}
