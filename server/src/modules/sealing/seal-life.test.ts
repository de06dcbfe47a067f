import { type Role, roles, sealActs, sealKinds, sealOwnerKinds, sealStates } from "@liangzheng/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  actsOpen,
  fitsOwner,
  handsOf,
  isNameSeal,
  judgeAct,
  kindFacts,
  oneAtATime,
  replaceable,
  revocationOf,
} from "./seal-life.ts";

const state = fc.constantFrom(...sealStates);
const act = fc.constantFrom(...sealActs);
const actor = fc.record({
  accountId: fc.constantFrom("a", "b"),
  hands: fc.subarray([...roles]).map(handsOf),
});
const appliedBy = fc.constantFrom("a", "b", null);
const everybody = { accountId: "c", hands: handsOf(roles) };

test("roles that no act names have no hand in a seal's life", () => {
  const others: readonly Role[] = ["holder", "officer", "catalogue-manager", "auditor"];
  for (const from of sealStates) {
    const standing = { state: from, appliedBy: null };
    expect(actsOpen(standing, { accountId: "a", hands: handsOf(others) })).toEqual([]);
  }
});

test("any walk ends nowhere but in a refused or destroyed seal, and a seal once in use is never made again", () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      let now: (typeof sealStates)[number] = "applied";
      let seen = 0;
      for (const one of acts) {
        const judged = judgeAct({ state: now, appliedBy: null }, one, everybody);
        if (!("to" in judged)) continue;
        expect(judged.to).not.toBe("applied");
        if (now !== "approved") expect(judged.to).not.toBe("made");
        if (judged.to === "active") expect(["made", "suspended"]).toContain(now);
        if (judged.to === "approved") expect(now).toBe("applied");
        now = judged.to;
        seen++;
      }
      if (seen > 0) expect(now).not.toBe("applied");
    }),
  );
});

test("out of use for good means never active again", () => {
  const ended = ["lost", "revoked", "replaced", "destroyed", "refused"] as const;
  const reach = (from: (typeof sealStates)[number]): string[] =>
    sealActs.flatMap((one) => {
      const judged = judgeAct({ state: from, appliedBy: null }, one, everybody);
      return "to" in judged ? [judged.to, ...reach(judged.to)] : [];
    });
  for (const from of ended) expect(reach(from)).not.toContain("active");
  expect([reach("destroyed"), reach("refused")]).toEqual([[], []]);
});

test("what leaves use for good takes its certificate back, unless an act names its own reason", () => {
  for (const from of ["active", "suspended"] as const)
    for (const one of sealActs) {
      const judged = judgeAct({ state: from, appliedBy: null }, one, everybody);
      if (!("to" in judged) || judged.to === "active" || judged.to === "suspended") continue;
      if (one !== "revoke") expect([one, revocationOf[one]]).not.toEqual([one, undefined]);
    }
});

test("nobody decides on what they applied for, whatever their roles", () => {
  fc.assert(
    fc.property(actor, (who) => {
      for (const one of ["approve", "refuse"] as const)
        expect("to" in judgeAct({ state: "applied", appliedBy: who.accountId }, one, who)).toBe(false);
    }),
  );
  const own = judgeAct({ state: "applied", appliedBy: "c" }, "approve", everybody);
  expect(own).toEqual({ refused: "second-person" });
});

test("what is offered is what is accepted, and a seal is replaced by its successor alone", () => {
  fc.assert(
    fc.property(state, act, appliedBy, actor, (from, one, by, who) => {
      const standing = { state: from, appliedBy: by };
      const accepted = "to" in judgeAct(standing, one, who) && one !== "replace";
      expect(actsOpen(standing, who).includes(one)).toBe(accepted);
    }),
  );
  expect(sealStates.filter(replaceable)).toEqual(["active", "suspended", "lost", "revoked"]);
});

test("a person has a personal seal and nothing else, and only units seal licences", () => {
  expect(sealKinds.filter((kind) => fitsOwner(kind, "person"))).toEqual(["personal"]);
  expect(sealOwnerKinds.filter((owner) => fitsOwner("licence", owner))).toEqual(["department"]);
  expect(sealOwnerKinds.filter((owner) => fitsOwner("invoice", owner))).toEqual(["enterprise"]);
  for (const kind of sealKinds) {
    expect(sealOwnerKinds.some((owner) => fitsOwner(kind, owner))).toBe(true);
    if (isNameSeal(kind)) expect(oneAtATime(kind)).toBe(true);
    expect(kindFacts(kind).caption === "").toBe(kind === "official");
  }
});
