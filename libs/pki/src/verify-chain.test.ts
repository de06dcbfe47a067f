import { bits, boolean, explicit, octets, parse, sequence } from "@liangzheng/asn1";
import { fromHex } from "@liangzheng/bytes";
import { expect, test } from "vitest";
import { aCa, anEnd, aRoot, day, type Holder } from "../testing/authority.ts";
import { keyOf, verify } from "../testing/sm2.ts";
import {
  type Certificate,
  type ChainQuestion,
  type ChainReport,
  type Crl,
  makeCrl,
  parseCertificate,
  parseCrl,
  type Revocation,
  reasonText,
  verifyChain,
} from "./index.ts";

const at = day("2026-01-01");
const root = aRoot("示范省根", { pathLength: 1 });
const maker = aCa("制章中心", root, { pathLength: 0 });
const leaf = anEnd("示范市数据局", maker);

interface List {
  readonly revoked?: readonly Revocation[];
  readonly thisUpdate?: Date;
  readonly nextUpdate?: Date;
}
function aCrl(issuer: Holder, list: List = {}): Crl {
  const { revoked = [], thisUpdate = day("2025-12-15"), nextUpdate = day("2026-01-15") } = list;
  return parseCrl(
    makeCrl({ number: 1n, thisUpdate, nextUpdate, revoked }, issuer.certificate, issuer.key.ports),
  );
}
const revocationOf = ({ certificate }: Holder, date: string, more: Partial<Revocation> = {}): Revocation => ({
  serial: certificate.serial,
  date: day(date),
  reason: "unspecified",
  ...more,
});

const ask = (change: Partial<ChainQuestion> = {}): ChainReport =>
  verifyChain({
    leaf: leaf.certificate,
    pool: [maker.certificate],
    anchors: [root.certificate],
    crls: [aCrl(root), aCrl(maker)],
    at,
    keyUsage: ["digital-signature"],
    verify,
    ...change,
  });
/** Every answer but a plain pass, as `subject name result reason`. */
const notable = ({ checks }: ChainReport): readonly string[] =>
  checks
    .filter(({ result, reason }) => result !== "pass" || reason !== undefined)
    .map(({ subject, name, result, reason }) =>
      [subject?.replace(/CN=(.*?), .*/, "$1") ?? "-", name, result, reason].join(" "),
    );
const resigned = (
  holder: Holder,
  change: (fields: Uint8Array[]) => Uint8Array[],
  signer: Holder,
): Certificate => {
  const parts = parse(holder.certificate.raw).children;
  const fields = parse(holder.certificate.toBeSigned).children.map(({ raw }) => raw);
  const tbs = sequence(...change(fields));
  return parseCertificate(sequence(tbs, parts[1]!.raw, bits(signer.key.sign(tbs))));
};

test("a whole chain is valid, and every question asked of every certificate is in the report", () => {
  const report = ask();
  expect(report.verdict).toBe("valid");
  expect(report.chain).toEqual([leaf.certificate, maker.certificate, root.certificate]);
  expect(report.checks.map(({ name }) => name)).toEqual([
    ...["parsed", "signature", "validity", "key-usage", "critical-extensions", "revocation"],
    ...[
      "parsed",
      "signature",
      "validity",
      "basic-constraints",
      "key-usage",
      "critical-extensions",
      "revocation",
    ],
    ...["parsed", "signature", "validity", "basic-constraints", "key-usage", "critical-extensions"],
    "anchored",
  ]);
  expect(notable(report)).toEqual(["示范省根 signature pass trust-anchor"]);
});

test("a maker not in the trust list is unknown, not broken", () => {
  const report = ask({ anchors: [], pool: [maker.certificate, root.certificate] });
  expect(report.verdict).toBe("indeterminate");
  // The lists at hand are the root's own, so even its revocation can be asked: only trust is missing.
  expect(notable(report)).toEqual(["示范省根 anchored unknown not-in-trust-list"]);
  expect(report.chain).toHaveLength(3);
});

test("a missing issuer is unknown and so is all that hangs on it", () => {
  const report = ask({ pool: [] });
  expect(report.verdict).toBe("indeterminate");
  expect(notable(report)).toEqual([
    "示范市数据局 signature unknown issuer-unknown",
    "示范市数据局 revocation unknown no-list",
    "示范市数据局 anchored unknown not-in-trust-list",
  ]);
});

test("an intermediate may be the anchor, and so may the leaf", () => {
  expect(ask({ anchors: [maker.certificate], pool: [] }).verdict).toBe("valid");
  expect(ask({ anchors: [leaf.certificate], pool: [], crls: [] })).toMatchObject({ verdict: "valid" });
});

test("one changed bit in a signature is broken", () => {
  const der = leaf.certificate.raw.slice();
  der[der.length - 1]! ^= 1;
  const report = ask({ leaf: der });
  expect(report.verdict).toBe("invalid");
  expect(notable(report)).toContain("示范市数据局 signature fail signature-wrong");
});

test("a certificate that only names the maker, under another key, is broken", () => {
  const thief = { ...maker, key: keyOf("thief") };
  const report = ask({ leaf: anEnd("冒名", thief).certificate });
  expect(notable(report)).toContain("冒名 signature fail signature-wrong");
});

test("bytes that are no certificate fail and there is no chain; such bytes in pool and lists are passed over", () => {
  const junk = fromHex("3003020101");
  expect(ask({ leaf: junk })).toEqual({
    checks: [{ name: "parsed", result: "fail", reason: "not-a-certificate" }],
    verdict: "invalid",
    chain: [],
  });
  expect(
    ask({
      leaf: leaf.certificate.raw,
      pool: [junk, maker.certificate.raw],
      anchors: [junk, root.certificate.raw],
      crls: [junk, aCrl(root).raw, aCrl(maker).raw],
    }).verdict,
  ).toBe("valid");
});

test.each([
  ["2023-12-31", "not-yet-valid"],
  ["2034-01-02", "expired"],
])("judged at %s every certificate is %s, and all three say so", (moment, reason) => {
  const failing = ask({ at: day(moment) }).checks.filter(
    ({ name, result }) => name === "validity" && result === "fail",
  );
  expect(failing.map((check) => check.reason)).toEqual([reason, reason, reason]);
});

test("the first and the last moment of validity are inside it", () => {
  const crls = [aCrl(root, { thisUpdate: day("2023-01-01"), nextUpdate: day("2035-01-01") })];
  const question = { leaf: maker.certificate, pool: [], keyUsage: [], crls };
  expect(ask({ ...question, at: day("2024-01-01") }).verdict).toBe("valid");
  expect(ask({ ...question, at: day("2034-01-01") }).verdict).toBe("valid");
});

test("an invalid moment is never valid", () => {
  expect(ask({ at: new Date(Number.NaN) }).verdict).toBe("invalid");
});

test("an end certificate cannot issue", () => {
  const below = anEnd("下级", {
    ...leaf,
    certificate: { ...leaf.certificate, basicConstraints: { ca: true } },
  });
  const report = ask({ leaf: below.certificate, pool: [leaf.certificate, maker.certificate] });
  expect(report.verdict).toBe("invalid");
  expect(notable(report)).toEqual(
    expect.arrayContaining([
      "示范市数据局 basic-constraints fail not-a-ca",
      "示范市数据局 key-usage fail usage-not-allowed",
    ]),
  );
});

test("more CAs than a CA allows below it fail at that CA, and self-issued ones are not counted", () => {
  const sub = aCa("下级中心", maker);
  const deep = anEnd("太深", sub);
  const report = ask({ leaf: deep.certificate, pool: [sub.certificate, maker.certificate] });
  expect(notable(report).filter((line) => line.includes("basic"))).toEqual([
    "制章中心 basic-constraints fail path-too-long",
    "示范省根 basic-constraints fail path-too-long",
  ]);
  const rekeyed = aCa("制章中心新", maker, { subject: "制章中心", key: keyOf("new key") });
  const fine = ask({
    leaf: anEnd("换钥后", rekeyed).certificate,
    pool: [rekeyed.certificate, maker.certificate],
  });
  expect(notable(fine).filter((line) => line.includes("basic"))).toEqual([]);
});

test("the use asked for must be one the key usage allows; none asked, none judged", () => {
  const sealer = anEnd("加密", maker, { keyUsage: ["key-encipherment"] });
  const question = { leaf: sealer.certificate };
  expect(notable(ask({ ...question, keyUsage: ["digital-signature", "non-repudiation"] }))).toContain(
    "加密 key-usage fail usage-not-allowed",
  );
  expect(ask({ ...question, keyUsage: ["digital-signature", "key-encipherment"] }).verdict).toBe("valid");
  expect(ask({ ...question, keyUsage: [] }).verdict).toBe("valid");
});

test("an extended purpose must be listed where purposes are listed", () => {
  const stamper = anEnd("时间戳", maker, { extKeyUsage: ["1.3.6.1.5.5.7.3.8"] });
  const question = { leaf: stamper.certificate };
  expect(ask({ ...question, extKeyUsage: "1.3.6.1.5.5.7.3.8" }).verdict).toBe("valid");
  expect(notable(ask({ ...question, extKeyUsage: "1.3.6.1.5.5.7.3.1" }))).toContain(
    "时间戳 extended-key-usage fail purpose-not-allowed",
  );
  expect(notable(ask({ extKeyUsage: "1.3.6.1.5.5.7.3.8" }))).toContain(
    "示范市数据局 extended-key-usage pass purpose-not-stated",
  );
});

test("a critical extension that is not understood fails, by its name; one not critical does not", () => {
  const withExtension = (critical: boolean) =>
    resigned(
      leaf,
      (fields) => {
        const old = parse(fields.at(-1)!).children[0]!.children.map(({ raw }) => raw);
        const strange = sequence(
          fromHex("0603551d1e"),
          critical ? boolean(true) : undefined,
          octets(fromHex("3000")),
        );
        return fields.with(-1, explicit(3, sequence(...old, strange)));
      },
      maker,
    );
  const report = ask({ leaf: withExtension(true) });
  expect(report.checks.find(({ result }) => result === "fail")).toMatchObject({
    name: "critical-extensions",
    reason: "critical-not-understood",
    detail: "nameConstraints",
  });
  expect(ask({ leaf: withExtension(false) }).verdict).toBe("valid");
});

test("revoked before the moment judged is broken, revoked after it is not", () => {
  const list = (entry: Revocation) => ({ crls: [aCrl(root), aCrl(maker, { revoked: [entry] })] });
  expect(notable(ask(list(revocationOf(leaf, "2025-06-01"))))).toContain(
    "示范市数据局 revocation fail revoked",
  );
  expect(notable(ask(list(revocationOf(leaf, "2026-01-01"))))).toContain(
    "示范市数据局 revocation fail revoked",
  );
  const later = ask(list(revocationOf(leaf, "2026-01-02")));
  expect(later.verdict).toBe("valid");
  expect(notable(later)).toContain("示范市数据局 revocation pass revoked-later");
});

test("a key lost before it was revoked is judged from the day it was lost", () => {
  const entry = revocationOf(leaf, "2026-01-10", {
    reason: "key-compromise",
    invalidityDate: day("2025-12-24"),
  });
  const report = ask({ crls: [aCrl(root), aCrl(maker, { revoked: [entry] })] });
  expect(report.checks.find(({ result }) => result === "fail")).toMatchObject({
    reason: "revoked",
    detail: "2025-12-24T00:00:00.000Z key-compromise",
  });
});

test("a revoked intermediate breaks the chain", () => {
  const crls = [aCrl(root, { revoked: [revocationOf(maker, "2025-06-01")] }), aCrl(maker)];
  expect(notable(ask({ crls }))).toContain("制章中心 revocation fail revoked");
});

test.each([
  ["no list", [], "no-list"],
  ["a list that ended before the moment", [aCrl(maker, { nextUpdate: day("2025-12-31") })], "list-stale"],
  ["a list of another issuer", [aCrl(root)], "no-list"],
  ["a list under another key", [aCrl({ ...maker, key: keyOf("thief") })], "list-not-usable"],
  [
    "a list made after the certificate expired",
    [aCrl(maker, { thisUpdate: day("2034-02-01"), nextUpdate: day("2034-03-01") })],
    "list-after-expiry",
  ],
])("with %s revocation is unknown", (_, crls, reason) => {
  const report = ask({ crls: [aCrl(root), ...crls] });
  expect(report.verdict).toBe("indeterminate");
  expect(notable(report)).toContain(`示范市数据局 revocation unknown ${reason}`);
});

test("an entry counts even in an old list", () => {
  const old = aCrl(maker, {
    thisUpdate: day("2025-01-01"),
    nextUpdate: day("2025-02-01"),
    revoked: [revocationOf(leaf, "2024-12-01")],
  });
  expect(notable(ask({ crls: [aCrl(root), old] }))).toContain("示范市数据局 revocation fail revoked");
});

test("a list made after the moment judged proves what the state was then", () => {
  const crls = [aCrl(root), aCrl(maker, { thisUpdate: day("2030-01-01"), nextUpdate: day("2030-02-01") })];
  expect(ask({ crls }).verdict).toBe("valid");
});

test("a self-signed leaf holds together but is nobody's", () => {
  const alone = aRoot("自签");
  const report = ask({ leaf: alone.certificate, pool: [alone.certificate], keyUsage: [] });
  expect(report.verdict).toBe("indeterminate");
  expect(notable(report)).toEqual([
    "自签 revocation unknown no-list",
    "自签 anchored unknown not-in-trust-list",
  ]);
  const broken = alone.certificate.raw.slice();
  broken[broken.length - 1]! ^= 1;
  expect(notable(ask({ leaf: broken, pool: [] }))).toContain("自签 signature fail signature-wrong");
});

test("certificates crossed in a ring end, and lead to the anchor where one hangs on the ring", () => {
  const a = aRoot("甲");
  const b = aRoot("乙");
  const aUnderB = aCa("甲由乙", b, { subject: "甲", key: a.key });
  const bUnderA = aCa("乙由甲", a, { subject: "乙", key: b.key });
  const below = anEnd("环下", a);
  const pool = [aUnderB.certificate, bUnderA.certificate];
  const ring = ask({ leaf: below.certificate, pool, anchors: [] });
  expect(ring.verdict).toBe("indeterminate");
  expect(ring.chain.length).toBeLessThanOrEqual(3);
  const anchored = ask({ leaf: below.certificate, pool, anchors: [b.certificate] });
  expect(anchored.checks.at(-1)).toMatchObject({ name: "anchored", result: "pass" });
});

test("two crowds that certify each other cost a bounded number of verifications", () => {
  const a = aRoot("众甲");
  const b = aRoot("众乙");
  const crowd = Array.from({ length: 7 }, (_, i) => [
    aCa(`甲${i}`, b, { subject: "众甲", key: a.key }).certificate,
    aCa(`乙${i}`, a, { subject: "众乙", key: b.key }).certificate,
  ]).flat();
  let count = 0;
  const counting: typeof verify = (...args) => {
    count++;
    return verify(...args);
  };
  const below = anEnd("众下", a);
  const report = ask({ leaf: below.certificate, pool: crowd, anchors: [], crls: [], verify: counting });
  expect(report.verdict).toBe("indeterminate");
  expect(count).toBeLessThanOrEqual(64);
  expect(count).toBeGreaterThan(0);
});

test("a chain longer than the limit is unknown, not endless", () => {
  let top = aRoot("层0");
  const anchors = [top.certificate];
  const pool: Certificate[] = [];
  for (let i = 1; i < 10; i++) {
    top = aCa(`层${i}`, top);
    pool.push(top.certificate);
  }
  const report = ask({ leaf: anEnd("层底", top).certificate, pool, anchors, crls: [] });
  expect(report.chain).toHaveLength(8);
  expect(report.checks).toContainEqual(
    expect.objectContaining({ name: "signature", reason: "chain-too-long" }),
  );
  expect(report.verdict).toBe("indeterminate");
});

test("the right one is found among makers of one name", () => {
  const decoys = Array.from(
    { length: 5 },
    (_, i) => aCa(`假${i}`, root, { subject: "制章中心" }).certificate,
  );
  expect(ask({ pool: [...decoys, maker.certificate] }).verdict).toBe("valid");
});

test("every reason in a report has words", () => {
  for (const { reason } of ask({ pool: [], crls: [] }).checks) {
    if (reason !== undefined) expect(reasonText(reason)).toMatch(/[a-z]/);
  }
});
