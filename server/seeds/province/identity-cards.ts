import { addDays, addYears, ageOn, endOfTerm, later } from "./day.ts";
import { type County, demoCity } from "./divisions.ts";
import type { OrganKey } from "./organs.ts";
import type { PlannedPerson } from "./people.ts";
import { portraitOf, sexFields } from "./personal-data.ts";
import { type PlannedLicence, personHolder, planLicence, type Scene } from "./planned-licence.ts";

/** Everybody's resident card, and a social-security card for most people of the demonstration city. */
export function planIdentityCards(scene: Scene): PlannedLicence[] {
  const castSize = Object.keys(scene.people.cast).length;
  return scene.people.all.flatMap((person, at) => {
    const cards = [residentCard(scene, person, at >= castSize)];
    const isLocal = person.county.city === demoCity;
    if (isLocal && (at < castSize || at % 4 !== 0)) cards.push(socialSecurityCard(scene, person));
    return cards;
  });
}

/** Resident Identity Card Law, article 5: 10 years from 16, 20 from 26, without end from 46. */
function residentCard(scene: Scene, person: PlannedPerson, mayBeOut: boolean): PlannedLicence {
  const { today } = scene;
  const random = scene.random(`resident card ${person.citizenNumber}`);
  const age = ageOn(person.birth, today);
  const isOut = mayBeOut && age >= 28 && age <= 35 && random.chance(0.12);
  const since = later(addYears(person.birth, 16), "2013-01-01");
  const issuedOn = isOut
    ? addDays(addYears(today, -10), -random.integer(6, 150))
    : later(since, addDays(today, -random.integer(40, 3300)));
  const then = ageOn(person.birth, issuedOn);
  const validTo = then >= 46 ? null : addYears(issuedOn, then < 26 ? 10 : 20);
  const dotted = (day: string): string => day.replaceAll("-", ".");
  return planLicence(scene, "resident-id-card", policeOf(person.county), {
    number: person.citizenNumber,
    holders: [personHolder(person)],
    issuedOn,
    validFrom: issuedOn,
    validTo,
    fields: {
      ...sexFields(person),
      MZ: person.ethnicity,
      CSRQ: person.birth,
      ZZ: person.address,
      QFJG: stationOf(person.county),
      YXQX: `${dotted(issuedOn)}-${validTo === null ? "长期" : dotted(validTo)}`,
      ZP: portraitOf(person, scene),
    },
  });
}

const policeOf = ({ city }: County): OrganKey => (city === demoCity ? "police" : "secondPolice");

const stationOf = ({ name, city }: County): string =>
  name.endsWith("县") ? `${name}公安局` : `${city.name}公安局${name.slice(0, -1)}分局`;

function socialSecurityCard(scene: Scene, person: PlannedPerson): PlannedLicence {
  const random = scene.random(`social security card ${person.citizenNumber}`);
  const issuedOn = addDays(scene.today, -random.integer(30, 3400));
  return planLicence(scene, "social-security-card", "socialSecurity", {
    number: `X99${String(scene.next("social security card")).padStart(6, "0")}`,
    holders: [personHolder(person)],
    issuedOn,
    validFrom: issuedOn,
    validTo: endOfTerm(issuedOn, 10),
    fields: {
      ...sexFields(person),
      FKDQ: demoCity.code,
      KPZT: "正常",
      ZP: portraitOf(person, scene),
    },
  });
}
