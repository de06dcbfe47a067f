import type { Random } from "../random.ts";
import { addDays, addYears, ageOn, earlier, endOfTerm, inWords, later } from "./day.ts";
import { demoCity } from "./divisions.ts";
import type { PlannedPerson } from "./people.ts";
import { portraitOf, sexFields } from "./personal-data.ts";
import { type PlannedLicence, personHolder, planLicence, type Scene } from "./planned-licence.ts";
import { planTerm, type Standing, standingAt } from "./term.ts";

interface Driver {
  readonly person: PlannedPerson;
  /** 准驾车型 */
  readonly classes: string;
}

/** Driving licences, and the qualification of those who drive for a living. */
export function planDrivers(scene: Scene): PlannedLicence[] {
  const { cast } = scene.people;
  const random = scene.random("drivers");
  const named: Driver[] = [
    { person: cast.driver, classes: "A2" },
    { person: cast.operator, classes: "B2" },
    { person: cast.fleetOwner, classes: "B2" },
    { person: cast.husband, classes: "C1" },
    { person: cast.wife, classes: "C2" },
    { person: cast.newcomer, classes: "C1" },
  ];
  const others = scene.people.all.slice(Object.keys(cast).length);
  const drivers = named.concat(
    others
      .filter(({ birth }) => ageOn(birth, scene.today) >= 21 && ageOn(birth, scene.today) <= 68)
      .filter(() => random.chance(0.78))
      .map((person) => ({ person, classes: classesFor(person, scene.today, random) })),
  );
  const licences = drivers
    .filter(({ person }) => person.county.city === demoCity)
    .map((driver) => drivingLicence(scene, driver));
  return licences.concat(practitioners(scene, drivers));
}

function classesFor(person: PlannedPerson, today: string, random: Random): string {
  const age = ageOn(person.birth, today);
  if (age < 26 || age > 60) return random.pick(["C1", "C1", "C2"]);
  return random.pick(["C1", "C1", "C1E", "C2", "B2", "B2", "A2", "A1", "B1"]);
}

function drivingLicence(scene: Scene, { person, classes }: Driver): PlannedLicence {
  const { today } = scene;
  const random = scene.random(`driving licence ${person.citizenNumber}`);
  const eighteen = addYears(person.birth, 18);
  const firstOn = later(addDays(eighteen, 200), addDays(today, -random.integer(400, 6500)));
  const years = firstOn < addYears(today, -6) ? 10 : 6;
  const mayBeOut = person !== scene.people.cast.driver && random.chance(0.03);
  const term = planTerm(today, years, mayBeOut ? "expired" : "running", random, firstOn);
  const isNovice = firstOn > addYears(today, -1);
  return planLicence(scene, "driving-licence", "trafficPolice", {
    number: person.citizenNumber,
    holders: [personHolder(person)],
    ...term,
    fields: {
      ...sexFields(person),
      GJ: "中国",
      ZZ: person.address,
      CSRQ: person.birth,
      CCLZRQ: earlier(firstOn, term.issuedOn),
      ZJCX: classes,
      DABH: `990100${String(scene.next("driver's file")).padStart(6, "0")}`,
      JL: isNovice ? `实习期至${inWords(endOfTerm(firstOn, 1))}` : undefined,
      ZP: portraitOf(person, scene),
    },
  });
}

function practitioners(scene: Scene, drivers: readonly Driver[]): PlannedLicence[] {
  const { cast } = scene.people;
  const professional = drivers.filter(({ classes }) => /^[AB]/.test(classes));
  const named = professional.filter(({ person }) => person === cast.driver || person === cast.operator);
  const others = professional.filter(({ person }) => !named.some((one) => one.person === person));
  return [
    ...named.map((driver) =>
      practitioner(scene, driver, driver.person === cast.driver ? "running" : "expired"),
    ),
    ...others.map((driver, at) =>
      practitioner(scene, driver, standingAt(at, { expired: 8, pending: 4, ending: 10 })),
    ),
  ];
}

function practitioner(scene: Scene, { person, classes }: Driver, standing: Standing): PlannedLicence {
  const random = scene.random(`practitioner ${person.citizenNumber}`);
  const term = planTerm(scene.today, 6, standing, random, addYears(person.birth, 21));
  const firstOn = later(addYears(person.birth, 21), addDays(term.issuedOn, -6 * 366 * random.integer(0, 1)));
  const isLocal = person.county.city === demoCity;
  return planLicence(scene, "road-transport-practitioner", isLocal ? "transport" : "secondTransport", {
    number: person.citizenNumber,
    holders: [personHolder(person)],
    ...term,
    fields: {
      ...sexFields(person),
      CSRQ: person.birth,
      GJ: "中国",
      ZZ: person.address,
      ZJCX: classes,
      CYZGLB: qualificationFor(person === scene.people.cast.driver ? "A2" : classes, random),
      CCLZRQ: earlier(firstOn, term.issuedOn),
      ZP: portraitOf(person, scene),
    },
  });
}

function qualificationFor(classes: string, random: Random): string {
  if (classes === "A1" || classes === "B1") return "经营性道路旅客运输驾驶员";
  return random.chance(0.12)
    ? "经营性道路货物运输驾驶员、道路危险货物运输驾驶员"
    : "经营性道路货物运输驾驶员";
}
