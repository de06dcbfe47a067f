import type { JointSealing } from "@liangzheng/contract";
import { expect, test } from "vitest";
import { areDays, jointOf, jointValuesOf, newParty, standsTwice } from "./joint-sealing-values.ts";

const joint: JointSealing = {
  order: "side-by-side",
  deadlineDays: 7,
  parties: [
    {
      id: "police",
      role: "会签机关",
      roleEn: "Co-signer",
      organ: { by: "code", code: "119901000000000001" },
    },
    { id: "above", role: "上级机关", roleEn: "Superior", organ: { by: "level", level: "province" } },
    { id: "named", role: "属地机关", roleEn: "Local body", organ: { by: "draft" } },
  ],
};

test("what a type says of joint sealing comes back from the form as it went in", () => {
  expect(jointOf(jointValuesOf(joint))).toEqual({ jointSealing: joint });
  expect(jointOf(jointValuesOf(undefined))).toEqual({});
});

test("switched off it leaves the definition, whatever had been typed", () => {
  expect(jointOf({ ...jointValuesOf(joint), on: false })).toEqual({});
});

test("of the three answers to which body it is, only the one that counts is sent", () => {
  const values = jointValuesOf(joint);
  const parties = values.parties.map((party) => ({
    ...party,
    organ: { by: "draft" as const, code: "119901000000000001", level: "city" as const },
  }));
  expect(jointOf({ ...values, parties }).jointSealing?.parties.map(({ organ }) => organ)).toEqual([
    { by: "draft" },
    { by: "draft" },
    { by: "draft" },
  ]);
});

test("a new party gets an id that no other has, also after one was removed", () => {
  const first = newParty([]);
  const second = newParty([first]);
  const third = newParty([second]);
  expect(new Set([first, second, third].map(({ partyId }) => partyId)).size).toBe(3);
  expect(third.partyId).toMatch(/^[a-z][a-z0-9-]{0,31}$/);
});

test("days are whole, from 1 to 365", () => {
  expect(["1", "365"].filter(areDays)).toEqual(["1", "365"]);
  expect(["", "0", "366", "1.5", "-1", "５"].filter(areDays)).toEqual([]);
});

test("a body that is fixed twice is found, and one that is only left over from another answer is not", () => {
  const code = "119901000000000001";
  const party = { ...newParty([]), organ: { by: "code" as const, code, level: "city" as const } };
  const left = { ...party, organ: { ...party.organ, by: "draft" as const } };
  expect(standsTwice([party, party], code)).toBe(true);
  expect(standsTwice([party, left], code)).toBe(false);
});
