import fc from "fast-check";
import { expect, test } from "vitest";
import { deflate } from "../testing/keys.ts";
import {
  aCode,
  aDeviceClaim,
  aPaperClaim,
  issue,
  issuer,
  issuerEs256,
  now,
  show,
} from "../testing/offline-world.ts";
import { decodeBase45 } from "./base45.ts";
import { showCodeKind } from "./code-kind.ts";
import { ShowCodeError } from "./error.ts";
import type { OfflineClaims } from "./offline-claims.ts";
import { deviceToBeSigned, encodeOfflineCode, parseOfflineCode, prepareIssuerPart } from "./offline-code.ts";
import { parseShowCode } from "./show-code.ts";

const longName = "买买提阿不都热合曼木合塔尔江别";
const wide = {
  name: longName,
  status: { list: 4095, index: 1_048_575 },
  validUntil: "2149-06-06",
  issuedAt: 2 ** 32 - 2,
  expiresAt: 2 ** 32 - 1,
};

test("with a name of fifteen characters and a whole type code, part and symbol keep within their limits", () => {
  expect(longName).toHaveLength(15);
  const part = issue(aDeviceClaim(wide));
  expect(part).toHaveLength(209);
  expect(show(part)).toHaveLength(420);
  const paper = issue(aPaperClaim(wide));
  expect(paper).toHaveLength(173);
  expect(encodeOfflineCode(paper)).toHaveLength(264);
});

test("a masked name makes a smaller symbol, and ES256 one smaller by four bytes", () => {
  const sm2 = issue(aDeviceClaim());
  expect([sm2.length, show(sm2).length]).toEqual([183, 381]);
  expect(issue(aDeviceClaim(), issuerEs256)).toHaveLength(sm2.length - 4);
});

const names = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."张王李赵阿·*𠮷"), minLength: 1, maxLength: 10 }),
  fc.string({ unit: fc.constantFrom(..."ABC DEF-'é"), minLength: 1, maxLength: 14 }),
);
const days = fc
  .integer({ min: 0, max: 2_932_896 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
const common = {
  name: names,
  licenceType: fc.constantFrom("11100000000013338W050", "行驶证", "A"),
  validUntil: fc.option(days),
  status: fc.record({ list: fc.nat(4095), index: fc.nat(1_048_575) }),
  issuedAt: fc.nat(2 ** 32 - 1),
  expiresAt: fc.nat(2 ** 32 - 1),
};
const keys = fc
  .tuple(fc.constantFrom(2, 3), fc.uint8Array({ minLength: 32, maxLength: 32 }))
  .map(([sign, x]) => Uint8Array.from([sign, ...x]));
const anyClaims: fc.Arbitrary<OfflineClaims> = fc.oneof(
  fc.record({ kind: fc.constant("device" as const), ...common, deviceKey: keys }),
  fc.record({ kind: fc.constant("paper" as const), ...common }),
);
const signatures = fc.uint8Array({ minLength: 64, maxLength: 64 });

test("whatever the claims, they come back from the text, which fits the alphanumeric mode of QR", () => {
  const signers = fc.record({
    algorithm: fc.constantFrom("sm2-sm3" as const, "es256" as const),
    keyId: fc.uint8Array({ minLength: 8, maxLength: 8 }),
  });
  fc.assert(
    fc.property(anyClaims, signers, signatures, fc.nat(2 ** 32 - 1), (claims, signer, signature, time) => {
      const part = prepareIssuerPart(claims, signer).signed(signature);
      const shown = claims.kind === "device" ? { time, signature } : undefined;
      const text = encodeOfflineCode(part, shown);
      expect(text).toMatch(/^LZ2:[0-9A-Z $%*+\-./:]+$/);
      expect(text.length).toBeLessThanOrEqual(420);
      const code = parseOfflineCode(text);
      expect(code.claims).toEqual(claims);
      expect(code.device).toEqual(shown);
      expect(code.issuer).toMatchObject({ ...signer, signature });
      expect(Buffer.from(code.issuerPart)).toEqual(Buffer.from(part));
    }),
    { numRuns: 500 },
  );
});

test("what scanners add is forgiven: white space, line ends, lower case, full-width forms", () => {
  const text = aCode();
  const code = parseOfflineCode(text);
  const fullWidth = [...text]
    .map((c) => (c === " " ? "\u3000" : String.fromCharCode(c.charCodeAt(0) + 0xfee0)))
    .join("");
  for (const scanned of [`${text}\r\n`, `\t ${text}  `, `\ufeff${text}`, text.toLowerCase(), fullWidth])
    expect(parseOfflineCode(scanned)).toEqual(code);
});

test("which reader a text is for is told by its head alone", () => {
  const online = "LZ1:04HMASW9NF6YZZPWQAC7CN1J20B";
  expect([online, ` ${aCode()}\n`, "lz2:", "LZ3:0", "HC1:6BF", ""].map(showCodeKind)).toEqual([
    ...["online", "offline", "offline", "unknown", "unknown", "unknown"],
  ]);
  expect(() => parseShowCode(aCode().slice(0, 60))).toThrow(new ShowCodeError("unsupported-version"));
  expect(() => parseOfflineCode(online)).toThrow(new ShowCodeError("unsupported-version"));
});

test.each([
  ["an empty name", { name: "" }],
  ["a name that turns the line round", { name: "张\u202e三" }],
  ["half a character", { name: "张\ud842" }],
  ["a day that is none", { validUntil: "2031-02-30" }],
  ["a day in words", { validUntil: "2031" }],
  ["a time before 1970", { issuedAt: -1 }],
  ["a time with a fraction", { expiresAt: now + 0.5 }],
  ["a time in milliseconds", { expiresAt: now * 1000 }],
  ["a list that no issuer has", { status: { list: 4096, index: 0 } }],
  ["an index outside its list", { status: { list: 0, index: 1_048_576 } }],
  ["a key that is not compressed", { deviceKey: issuer.publicKey }],
])("no code is made with %s", (_, changes) => {
  expect(() => prepareIssuerPart(aDeviceClaim(changes), issuer)).toThrow(new ShowCodeError("bad-content"));
});

test("zlib makes no code shorter, which is why there is none in it", () => {
  for (const name of ["张三", "阿**", "MUHAMMAD A.", "示范餐饮管理有限公司", longName]) {
    const bytes = decodeBase45(show(issue(aDeviceClaim({ name }))).slice(4));
    expect(deflate(bytes).length).toBeGreaterThan(bytes.length);
  }
});

test("what no symbol holds is refused before it is signed", () => {
  expect(() => prepareIssuerPart(aDeviceClaim({ ...wide, name: `${longName}人` }), issuer)).toThrow(
    new ShowCodeError("too-long"),
  );
  expect(prepareIssuerPart(aPaperClaim({ ...wide, name: `${longName}人` }), issuer)).toBeDefined();
  expect(() => prepareIssuerPart(aPaperClaim({ name: "人".repeat(64) }), issuer)).toThrow(
    new ShowCodeError("too-long"),
  );
});

test("a device's code is not written without its device's part, nor a paper code with one", () => {
  const signature = new Uint8Array(64);
  expect(() => encodeOfflineCode(issue(aDeviceClaim()))).toThrow(new ShowCodeError("bad-content"));
  expect(() => encodeOfflineCode(issue(aPaperClaim()), { time: now, signature })).toThrow(
    new ShowCodeError("bad-content"),
  );
  expect(() =>
    encodeOfflineCode(issue(aDeviceClaim()), { time: now, signature: signature.slice(1) }),
  ).toThrow(new ShowCodeError("bad-length"));
});

test("what the device signs differs by part, time and nonce", () => {
  const [part, other] = [issue(aDeviceClaim()), issue(aDeviceClaim())];
  const nonce = new Uint8Array(8);
  const all = [
    deviceToBeSigned(part, now),
    deviceToBeSigned(other, now),
    deviceToBeSigned(part, now + 1),
    deviceToBeSigned(part, now, nonce),
    deviceToBeSigned(part, now, new Uint8Array(9)),
  ].map((bytes) => Buffer.from(bytes).toString("hex"));
  // Two issues of the same claims differ in their signatures.
  expect(new Set(all).size).toBe(5);
  expect(() => deviceToBeSigned(part, now, new Uint8Array(7))).toThrow(new ShowCodeError("bad-content"));
  expect(() => deviceToBeSigned(part, now + 0.5)).toThrow(new ShowCodeError("bad-content"));
});
