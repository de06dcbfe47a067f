import { addDays, ageOn, later, yearOf } from "./day.ts";
import type { PlannedPerson } from "./people.ts";
import { portraitOf, sexFields } from "./personal-data.ts";
import { type PlannedLicence, personHolder, planLicence, type Scene, typeOf } from "./planned-licence.ts";
import { planTerm, type Standing, standingAt } from "./term.ts";

const typeKey = "construction-special-operator";

/** 建筑施工特种作业: the certificate of C0304-2022, two years at a time. */
export function planSpecialOperators(scene: Scene): PlannedLicence[] {
  const { cast, all } = scene.people;
  const random = scene.random("special operators");
  const others = random
    .shuffled(all.slice(Object.keys(cast).length))
    .filter(({ birth }) => ageOn(birth, scene.today) >= 21 && ageOn(birth, scene.today) <= 58)
    .slice(0, 108);
  return [
    operator(scene, cast.operator, "05", "running"),
    operator(scene, cast.newcomer, "04", "pending"),
    ...others.map((person, at) =>
      operator(scene, person, undefined, standingAt(at, { expired: 10, pending: 5, ending: 8 })),
    ),
  ];
}

function operator(
  scene: Scene,
  person: PlannedPerson,
  given: string | undefined,
  standing: Standing,
): PlannedLicence {
  const random = scene.random(`special operator ${person.citizenNumber}`);
  const codes = typeOf(scene, typeKey).fields.find(({ id }) => id === "CZLBDM")?.codes ?? {};
  const category = given ?? random.pick(Object.keys(codes).filter((code) => code !== "99"));
  const term = planTerm(scene.today, 2, standing, random);
  const sequence = String(scene.next(`${typeKey} ${yearOf(term.issuedOn)}`)).padStart(7, "0");
  const isFirst = standing === "pending" || random.chance(0.6);
  return planLicence(scene, typeKey, "housing", {
    number: `演A${category}${yearOf(term.issuedOn)}${sequence}`,
    holders: [personHolder(person)],
    ...term,
    fields: {
      ...sexFields(person),
      SFZJHMLX: "居民身份证",
      SFZJHMLXDM: "111",
      CZLB: codes[category],
      CZLBDM: category,
      CCLZRQ: isFirst ? term.issuedOn : later(addDays(term.issuedOn, -731), "2015-01-05"),
      YXQQSRQ: term.validFrom,
      ZSZT: "有效",
      ZSZTDM: "01",
      YWLXDM: isFirst ? "01" : "02",
      YWXX: isFirst ? "首次核发" : "延期复核合格",
      ZP: portraitOf(person, scene),
    },
  });
}
