import type { JointSealing } from "@liangzheng/contract";
import { expect, test } from "vitest";
import { readLicenceTypes } from "../../../seeds/types.ts";
import { definitionFaults } from "./licence-type.ts";

const permit = readLicenceTypes().get("road-works-permit")!;
const party = (id: string, code: string): JointSealing["parties"][number] => ({
  id,
  role: "会签机关",
  roleEn: "Co-signer",
  organ: { by: "code", code },
});
const sealedBy = (...parties: JointSealing["parties"]) =>
  definitionFaults(
    { ...permit, jointSealing: { order: "in-turn", deadlineDays: 5, parties } },
    undefined,
  ).map(({ field, rule }) => [field, rule]);

test("a type that several bodies seal names each of them once", () => {
  const [one, other] = ["1199010000DEM10506", "1199010000DEM10207"];
  expect(sealedBy(party("a", one), party("b", other))).toEqual([]);
  expect(sealedBy(party("a", one), party("b", one))).toEqual([
    ["/jointSealing/parties/1/organ/code", "unique"],
  ]);
  expect(sealedBy(party("a", one), party("a", other))).toEqual([["/jointSealing/parties", "unique"]]);
});

test("what is not issued here is not sealed here", () => {
  const collected = { ...permit, origin: "collected" as const };
  expect(definitionFaults(collected, undefined).map(({ field }) => field)).toContain("/jointSealing");
});
