import { bits, boolean, explicit, octets, parse, sequence } from "@liangzheng/asn1";
import { fromHex } from "@liangzheng/bytes";
import { expect, test } from "vitest";
import { anEnd, aRoot, day } from "../testing/authority.ts";
import { verify } from "../testing/sm2.ts";
import {
  checkRevocation,
  checkSignature,
  findRevocation,
  makeCrl,
  parseCrl,
  type Revocation,
} from "./index.ts";

const root = aRoot("示范根");
const leaf = anEnd("末端", root);
const list = (revoked: readonly Revocation[]): Uint8Array =>
  makeCrl(
    { number: 300n, thisUpdate: day("2025-01-01"), nextUpdate: day("2025-02-01"), revoked },
    root.certificate,
    root.key.ports,
  );
const entry = (serial: Uint8Array): Revocation => ({ serial, date: day("2024-06-01"), reason: "superseded" });

test("a list comes back with its issuer, its times, its number and its entries", () => {
  const crl = parseCrl(
    list([
      { ...entry(leaf.certificate.serial), invalidityDate: day("2024-05-01") },
      { serial: fromHex("0100"), date: day("2024-07-01"), reason: "unspecified" },
    ]),
  );
  expect(crl).toMatchObject({
    version: 2,
    thisUpdate: day("2025-01-01"),
    nextUpdate: day("2025-02-01"),
    number: 300n,
    size: 2,
    unknownCritical: [],
  });
  expect(crl.issuer.raw).toEqual(root.certificate.subject.raw);
  expect(crl.authorityKeyIdentifier).toEqual(root.certificate.subjectKeyIdentifier);
  expect(checkSignature(crl, root.certificate.publicKeyInfo, verify)).toBe("good");
  expect(findRevocation(crl, leaf.certificate.serial)).toMatchObject({
    date: day("2024-06-01"),
    reason: "superseded",
    invalidityDate: day("2024-05-01"),
  });
  expect(findRevocation(crl, fromHex("0100"))).toMatchObject({ reason: "unspecified" });
  expect(findRevocation(crl, fromHex("01"))).toBeUndefined();
});

test("a list of none is read as a list of none", () => {
  expect(parseCrl(list([])).size).toBe(0);
});

test("a list of twenty thousand is made and read", () => {
  const serials = Array.from({ length: 20_000 }, (_, i) =>
    fromHex((0x10000 + i).toString(16).padStart(6, "0")),
  );
  const crl = parseCrl(list(serials.map(entry)));
  expect(crl.size).toBe(20_000);
  expect(findRevocation(crl, serials[19_999]!)).toMatchObject({ reason: "superseded" });
});

test("a serial listed twice counts from its first date", () => {
  const twice = [
    { ...entry(fromHex("05")), date: day("2024-09-01") },
    { ...entry(fromHex("05")), date: day("2024-03-01") },
    { ...entry(fromHex("05")), date: day("2024-10-01") },
  ];
  expect(findRevocation(parseCrl(list(twice)), fromHex("05"))?.date).toEqual(day("2024-03-01"));
});

test("a list with a critical part not understood proves nothing", () => {
  const parts = parse(list([])).children;
  const fields = parts[0]!.children.map(({ raw }) => raw);
  const delta = sequence(fromHex("0603551d1b"), boolean(true), octets(fromHex("020101")));
  const tbs = sequence(...fields.with(-1, explicit(0, sequence(delta))));
  const crl = parseCrl(sequence(tbs, parts[1]!.raw, bits(root.key.sign(tbs))));
  expect(crl.unknownCritical).toEqual(["2.5.29.27"]);
  expect(checkRevocation(leaf.certificate, root.certificate, [crl], day("2025-01-15"), verify)).toMatchObject(
    {
      result: "unknown",
      reason: "list-not-usable",
    },
  );
});

test("a list under a key that may not sign lists proves nothing", () => {
  const judge = (issuer: typeof root.certificate) =>
    checkRevocation(leaf.certificate, issuer, [parseCrl(list([]))], day("2025-01-15"), verify).result;
  expect(judge(root.certificate)).toBe("pass");
  expect(judge({ ...root.certificate, keyUsage: ["key-cert-sign"] })).toBe("unknown");
});

test("a list whose next is not after it is refused when it is made", () => {
  const times = { thisUpdate: day("2025-01-01"), nextUpdate: day("2025-01-01") };
  expect(() => makeCrl({ number: 1n, revoked: [], ...times }, root.certificate, root.key.ports)).toThrow(
    "bad-validity",
  );
});
