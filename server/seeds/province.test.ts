import { type FlagKind, flagKinds, licenceStatuses } from "@liangzheng/contract";
import { isFictitiousCitizenNumber, isUscc, parseCitizenNumber } from "@liangzheng/ident";
import { expect, test } from "vitest";
import { completed, contentFaults } from "../src/modules/issuance/draft.ts";
import type { PlannedLicence } from "./province/planned-licence.ts";
import { isDelivered } from "./province/road-works.ts";
import { statusOf } from "./province/status-of.ts";
import { planProvince } from "./province.ts";
import { readLicenceTypes } from "./types.ts";

const types = readLicenceTypes();
// Drawing four hundred faces takes seconds and is tested beside the drawing.
const draw = (_seed: string, { sex }: { sex: string }) => new TextEncoder().encode(`a face: ${sex}`);
const input = { seed: "演示省", today: "2026-11-22", types, draw };
const plan = planProvince(input);
const typeOf = ({ typeKey }: PlannedLicence) => types.get(typeKey)!;
const contentsOf = ({ content, laterVersions }: PlannedLicence) => [
  content,
  ...laterVersions.map((version) => version.content),
];
const held = (subject: string) => {
  const number = plan.accounts.find((account) => account.subject === subject)!.citizenNumber;
  return plan.licences.filter(({ content }) => content.holders.some(({ code }) => code === number));
};

test("the same seed and day give the same plan, another seed another", () => {
  expect(planProvince(input)).toEqual(plan);
  expect(planProvince({ ...input, seed: "other" }).people[40]).not.toEqual(plan.people[40]);
});

test("the province is large enough to look lived in", () => {
  expect(plan.organs.length).toBeGreaterThanOrEqual(14);
  expect(plan.people.length).toBeGreaterThanOrEqual(320);
  expect(plan.enterprises.length).toBeGreaterThanOrEqual(85);
  expect(plan.officers.length).toBeGreaterThanOrEqual(20);
  expect(plan.licences.length).toBeGreaterThanOrEqual(1600);
  expect(new Set(plan.people.map(({ name }) => name)).size).toBeGreaterThan(300);
});

test("every citizen number checks, occurs once and lies in 99xxxx", () => {
  const numbers = plan.people.map(({ citizenNumber }) => parseCitizenNumber(citizenNumber));
  expect(numbers.every(isFictitiousCitizenNumber)).toBe(true);
  expect(new Set(numbers).size).toBe(numbers.length);
});

test("every credit code checks, occurs once, and those of the samples are kept", () => {
  const codes = [...plan.organs.map(({ code }) => code), ...plan.enterprises.map(({ uscc }) => uscc)];
  expect(codes.filter((code) => !isUscc(code))).toEqual([]);
  expect(new Set(codes).size).toBe(codes.length);
  for (const code of ["1199010000DEM10506", "1299010000DEM1077T", "91990101MADEM00117", "91990100MADEM0038G"])
    expect(codes).toContain(code);
});

test("the platform finds no fault with any content", () => {
  const faults = plan.licences.flatMap((licence) =>
    contentsOf(licence).flatMap((content) =>
      contentFaults(typeOf(licence), content).map(({ field, rule }) => [licence.ref, field, rule]),
    ),
  );
  expect(faults).toEqual([]);
});

test("what several bodies seal is as faultless, and in every state", () => {
  const faults = plan.jointSealings.flatMap(({ ref, typeKey, content }) =>
    contentFaults(types.get(typeKey)!, content).map(({ field, rule }) => [ref, field, rule]),
  );
  expect(faults).toEqual([]);
  const states = plan.jointSealings.map((sealing): string => {
    const end = sealing.steps.find(({ does }) => does !== "seal")?.does;
    const late = sealing.begunDaysAgo > types.get(sealing.typeKey)!.jointSealing!.deadlineDays;
    return end ?? (isDelivered(sealing) ? "delivered" : late ? "overdue" : "open");
  });
  for (const state of ["delivered", "refuse", "withdraw", "overdue", "open"])
    expect([state, states.includes(state)]).toEqual([state, true]);
  // Of another city nobody is asked: there the demonstration begins with an empty list.
  const asked = new Set(plan.jointSealings.flatMap(({ sealers }) => Object.values(sealers)));
  const divisions = plan.organs.filter(({ code }) => asked.has(code)).map(({ division }) => division);
  expect(new Set(divisions)).toEqual(new Set(["990100"]));
});

test("every required datum is there, and those that repeat another are as the platform fills them in", () => {
  for (const licence of plan.licences) {
    const definition = typeOf(licence);
    const organ = plan.organs.find(({ code }) => code === licence.organCode)!;
    for (const content of contentsOf(licence)) {
      const absent = definition.fields.filter(({ id, required }) => required && !content.fields[id]);
      expect([licence.ref, absent.map(({ id }) => id)]).toEqual([licence.ref, []]);
      expect(completed(definition, content, organ.name)).toEqual(content);
      expect(content.issuedOn! <= input.today).toBe(true);
    }
  }
});

test("a number belongs to one licence of its type, and a holder to one where the type says so", () => {
  const numbers = plan.licences.map(({ typeKey, content }) => `${typeKey} ${content.number}`);
  expect(new Set(numbers).size).toBe(numbers.length);
  const holders = plan.licences
    .filter((licence) => typeOf(licence).onePerHolder)
    .flatMap(({ typeKey, content }) => content.holders.map(({ code }) => `${typeKey} ${code}`));
  expect(new Set(holders).size).toBe(holders.length);
});

test("everybody has a resident card and every enterprise a business licence", () => {
  const codes = (key: string) =>
    plan.licences.filter(({ typeKey }) => typeKey === key).map(({ content }) => content.holders[0]!.code);
  expect(codes("resident-id-card").sort()).toEqual(
    plan.people.map(({ citizenNumber }) => citizenNumber).sort(),
  );
  expect(codes("business-licence").sort()).toEqual(plan.enterprises.map(({ uscc }) => uscc).sort());
});

test("every status occurs in several licences", () => {
  const counts = new Map<string, number>();
  for (const licence of plan.licences) {
    const status = statusOf(licence, input.today);
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  for (const status of licenceStatuses)
    expect([status, (counts.get(status) ?? 0) >= 3]).toEqual([status, true]);
});

test("every record beside the status occurs in several licences", () => {
  const counts = new Map<FlagKind, number>();
  for (const { flags } of plan.licences)
    for (const { kind } of flags) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  for (const kind of flagKinds) expect([kind, (counts.get(kind) ?? 0) >= 3]).toEqual([kind, true]);
});

test("acts, records and versions are only of what is made here, and an act lies between issue and today", () => {
  for (const { origin, acts, flags, laterVersions, content } of plan.licences) {
    if (origin === "relayed") expect([...acts, ...flags, ...laterVersions]).toEqual([]);
    for (const { effectiveOn } of acts)
      expect(effectiveOn >= content.issuedOn! && effectiveOn <= input.today).toBe(true);
  }
});

test("every unit with a desk has a clerk, another reviewer and a keeper", () => {
  for (const { typeKey } of plan.adoptions) expect(types.get(typeKey)!.origin).toBe("made-here");
  expect(plan.adoptions.filter(({ organCode }) => !plan.desks.includes(organCode))).toEqual([]);
  for (const organCode of plan.desks) {
    const staff = plan.accounts.filter((account) => account.organCode === organCode);
    const people = (["clerk", "reviewer", "seal-keeper"] as const).map(
      (role) => staff.find(({ roles }) => roles.includes(role))?.citizenNumber,
    );
    expect(new Set(people).size).toBe(3);
    expect(people).not.toContain(undefined);
  }
  const pairs = new Set(plan.adoptions.map(({ organCode, typeKey }) => `${organCode} ${typeKey}`));
  const issued = plan.licences.filter(({ origin }) => origin === "made-here");
  expect(issued.filter(({ organCode, typeKey }) => !pairs.has(`${organCode} ${typeKey}`))).toEqual([]);
});

test("every officer has the card whose number the account carries", () => {
  for (const { subject, cardNumber } of plan.officers) {
    expect(plan.accounts.find((account) => account.subject === subject)?.cardNumber).toBe(cardNumber);
    expect(held(subject).some(({ content }) => content.number === cardNumber)).toBe(true);
  }
});

test("at most eight people are offered per app, each with an account", () => {
  for (const app of ["wallet", "console", "officer"] as const)
    expect(plan.demoPeople.filter((person) => person.app === app).length).toBeLessThanOrEqual(8);
  const subjects = new Set(plan.accounts.map(({ subject }) => subject));
  expect(plan.demoPeople.filter(({ subject }) => !subjects.has(subject))).toEqual([]);
});

test("the first of the wallet drives for a living, the fifth has a licence suspended and one run out", () => {
  const [driver, , , , operator] = plan.demoPeople.filter(({ app }) => app === "wallet");
  const states = (subject: string) =>
    new Map(
      held(subject).map((licence) => [
        licence.typeKey,
        `${licence.origin} ${statusOf(licence, input.today)}`,
      ]),
    );
  const driving = states(driver!.subject);
  expect(driving.get("road-transport-practitioner")).toBe("made-here valid");
  expect(driving.get("driving-licence")).toBe("relayed valid");
  expect(driving.get("resident-id-card")).toBe("relayed valid");
  const stopped = states(operator!.subject);
  expect(stopped.get("construction-special-operator")).toBe("made-here suspended");
  expect(stopped.get("road-transport-practitioner")).toBe("made-here expired");
});

test("the enterprises of the cast may do their trade", () => {
  const status = (uscc: string, key: string) => {
    const licence = plan.licences.find(
      ({ typeKey, content }) => typeKey === key && content.holders[0]?.code === uscc,
    );
    return licence === undefined ? "none" : statusOf(licence, input.today);
  };
  expect(status("91990101MADEM00117", "food-business-licence")).toBe("valid");
  expect(status("91990100MADEM002XG", "safety-production-licence")).toBe("valid");
  expect(status("91990100MADEM0038G", "road-transport-operation-licence")).toBe("valid");
});

test("a plan of another day has nothing from its future", () => {
  const early = planProvince({ ...input, today: "2028-02-29" });
  const faults = early.licences.flatMap((licence) => contentFaults(typeOf(licence), licence.content));
  expect(faults).toEqual([]);
  expect(early.licences.filter(({ content }) => content.issuedOn! > "2028-02-29")).toEqual([]);
});
