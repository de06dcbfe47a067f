import { organs } from "./organs.ts";
import { portraitOf, sexFields } from "./personal-data.ts";
import { type PlannedLicence, personHolder, planLicence, type Scene } from "./planned-licence.ts";
import type { PlannedOfficer } from "./staff.ts";
import { planTerm } from "./term.ts";

/** 行政执法证 of every officer: its number is the card number of the account. */
export function planOfficerCards(scene: Scene, officers: readonly PlannedOfficer[]): PlannedLicence[] {
  return officers.map(({ person, organ, field, cardNumber }, at) => {
    const random = scene.random(`officer card ${cardNumber}`);
    const unit = organs[organ];
    return planLicence(scene, "law-enforcement-officer-card", "justice", {
      number: cardNumber,
      holders: [personHolder(person)],
      ...planTerm(scene.today, 5, at === officers.length - 1 ? "ending" : "running", random),
      fields: {
        ...sexFields(person),
        SZDW: unit.name,
        SZDWDM: unit.code,
        ZFLY: field,
        ZFQY: unit.division,
        ZP: portraitOf(person, scene),
      },
    });
  });
}
