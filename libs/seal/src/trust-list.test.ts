import { readFileSync } from "node:fs";
import { encodeUtf8 } from "@liangzheng/bytes";
import { makeCrl } from "@liangzheng/pki";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anEnd, aRoot, gm, keyPair, maker, now, root, signer } from "../testing/people.ts";
import { aDocument, sealed, zip } from "../testing/sealed-package.ts";
import {
  makeTrustList,
  type NewTrustList,
  openTrustList,
  TrustListError,
  type TrustUse,
  trustOf,
  verifyOfd,
} from "./index.ts";

const keeper = keyPair("示范省密码管理局");
const aList = (changes: Partial<NewTrustList> = {}): NewTrustList => ({
  name: "示范省电子印章信任列表",
  sequence: 3,
  issuedAt: new Date("2026-03-01T00:00:00Z"),
  nextUpdate: new Date("2026-09-01T00:00:00Z"),
  entries: [{ name: "示范根", uses: ["signer", "maker", "time-stamp"], certificate: root.certificate.raw }],
  ...changes,
});
const file = (changes: Partial<NewTrustList> = {}): string => makeTrustList(aList(changes), keeper);
const open = (text: string, question = {}) => openTrustList(encodeUtf8(text), { gm, now, ...question });
const codeOf = (text: string, question = {}): string => {
  try {
    open(text, question);
    return "opened";
  } catch (error) {
    if (error instanceof TrustListError) return error.code;
    throw error;
  }
};

test("a list comes back as it was made, and makes a licence valid", () => {
  const list = open(file({ intermediates: [maker.certificate.raw] }), { keeper: keeper.publicKey });
  expect(list).toMatchObject({ name: "示范省电子印章信任列表", sequence: 3 });
  expect(list.keeper).toEqual(keeper.publicKey);
  expect(list.intermediates[0]?.raw).toEqual(maker.certificate.raw);
  const licence = zip(sealed(aDocument()));
  expect(verifyOfd(licence, { gm, trust: trustOf(list), now }).verdict).toBe("valid");
});

test.each([
  [["signer"], "maker-chain"],
  [["maker"], "signer-chain"],
] as const)("an entry is trusted for %s and nothing else", (uses: readonly TrustUse[], open_) => {
  const list = open(file({ entries: [{ name: "示范根", uses, certificate: root.certificate.raw }] }));
  const report = verifyOfd(zip(sealed(aDocument())), { gm, trust: trustOf(list), now });
  expect(report).toMatchObject({ verdict: "indeterminate", summary: "intact-untrusted" });
  const unknown = report.signatures[0]?.checks.filter(({ result }) => result === "unknown") ?? [];
  expect(unknown.map(({ name }) => name)).toContain(open_);
});

test("revocation lists travel with it", () => {
  const crl = makeCrl(
    {
      number: 1n,
      thisUpdate: new Date("2026-02-01T00:00:00Z"),
      nextUpdate: new Date("2026-12-01T00:00:00Z"),
      revoked: [
        {
          serial: signer.certificate.serial,
          date: new Date("2026-01-01T00:00:00Z"),
          reason: "key-compromise",
        },
      ],
    },
    root.certificate,
    { sign: root.sign, digest: (message) => gm.sm3(message) },
  );
  const list = open(file({ crls: [crl] }));
  expect(verifyOfd(zip(sealed(aDocument())), { gm, trust: trustOf(list), now })).toMatchObject({
    verdict: "invalid",
    summary: "revoked-before-signing",
  });
});

test("white space and the order of members are nobody's business", () => {
  const { signature, trustList } = JSON.parse(file());
  const turned = Object.fromEntries(Object.entries(trustList).reverse());
  expect(codeOf(JSON.stringify({ signature, trustList: turned }))).toBe("opened");
  expect(codeOf(`\ufeff${file()}`)).toBe("opened");
});

test("a changed list, another keeper and a list out of its term are each refused by name", () => {
  expect(codeOf(file().replace("示范省", "别的省"))).toBe("bad-signature");
  expect(codeOf(file().replace('"signer",', ""))).toBe("bad-signature");
  expect(codeOf(file(), { keeper: keyPair("别人").publicKey })).toBe("other-keeper");
  expect(codeOf(file(), { now: new Date("2026-09-02T00:00:00Z") })).toBe("out-of-term");
  expect(codeOf(file(), { now: new Date("2026-02-01T00:00:00Z") })).toBe("out-of-term");
  expect(codeOf(file({ entries: [{ name: "?", uses: ["signer"], certificate: Uint8Array.of(48) }] }))).toBe(
    "bad-certificate",
  );
});

test.each(["", "[]", "null", "{}", '{"trustList":{},"signature":[]}', "\ufeff", "[".repeat(100_000)])(
  "%.40s is no trust list",
  (text) => expect(codeOf(text)).toBe("not-a-trust-list"),
);

test("half a surrogate pair has no canonical form and is no list", () => {
  expect(codeOf(file().replace('"name": "示', '"name": "\\ud800'))).toBe("not-a-trust-list");
});

test("no byte changed gives anything but the same list or a TrustListError", () => {
  const text = encodeUtf8(file());
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const bytes = text.slice();
      bytes[at] = (bytes[at] ?? 0) ^ change;
      try {
        const list = openTrustList(bytes, { gm, now });
        expect(list.entries.map(({ certificate }) => certificate.raw)).toEqual([root.certificate.raw]);
      } catch (error) {
        expect(error).toBeInstanceOf(TrustListError);
      }
    }),
    { numRuns: 150 },
  );
});

describe("vectors", () => {
  const vectors = JSON.parse(
    readFileSync(new URL("../../../docs/formats/vectors/trust-list.json", import.meta.url), "utf8"),
  ) as { readonly at: string; readonly cases: readonly { id: string; file: unknown; outcome: string }[] };

  test.each(vectors.cases)("$id: $outcome", ({ file: content, outcome }) => {
    expect(codeOf(JSON.stringify(content), { now: new Date(vectors.at) })).toBe(outcome);
  });
});

test("an intermediate alone is trusted by nobody", () => {
  const stranger = aRoot("别处根");
  const list = open(
    file({ intermediates: [stranger.certificate.raw, anEnd("别处", stranger).certificate.raw] }),
  );
  expect(trustOf(list).anchors).toHaveLength(1);
});
