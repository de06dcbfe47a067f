import { encode, rfc8949EncodeOptions } from "cborg";
import fc from "fast-check";
import { expect, test } from "vitest";
import { deflate, inflate } from "../testing/keys.ts";
import { aCode, aDeviceClaim, aPaperClaim, issue, issuer, show } from "../testing/offline-world.ts";
import { decodeBase45, encodeBase45 } from "./base45.ts";
import { ShowCodeError, type ShowCodeErrorCode } from "./error.ts";
import { encodeOfflineCode, parseOfflineCode } from "./offline-code.ts";
import { longestStatusList, parseStatusList } from "./status-list-token.ts";

const good = aCode();
const bytes = decodeBase45(good.slice(4));
const part = issue(aDeviceClaim());
const paper = issue(aPaperClaim());
const text = (...pieces: readonly (Uint8Array | readonly number[])[]): string =>
  `LZ2:${encodeBase45(Uint8Array.from(pieces.flatMap((piece) => [...piece])))}`;
const cbor = (value: unknown): Uint8Array => encode(value, rfc8949EncodeOptions);

const header = (entries: readonly (readonly [unknown, unknown])[]): Uint8Array => cbor(new Map(entries));
const usual = [
  [1, -7],
  [4, issuer.keyId],
] as const;
const licence = [
  [1, "A B"],
  [2, "C"],
  [4, 77],
] as const;
const payload = (
  of: readonly (readonly [unknown, unknown])[] = licence,
  label: unknown = -70002,
): Uint8Array =>
  header([
    [4, 2000],
    [6, 1000],
    [label, new Map(of)],
  ]);
const signature = new Uint8Array(64);
const message = (
  changes: {
    head?: Uint8Array;
    open?: unknown;
    body?: unknown;
    signature?: unknown;
    more?: readonly unknown[];
  } = {},
): string =>
  text(
    cbor([
      changes.head ?? header(usual),
      changes.open ?? new Map(),
      "body" in changes ? changes.body : payload(),
      changes.signature ?? signature,
      ...(changes.more ?? []),
    ]),
  );

test("the plain message of this museum reads, so that each exhibit has one thing wrong", () => {
  expect(parseOfflineCode(message()).claims).toMatchObject({
    kind: "paper",
    name: "A B",
    status: { index: 77 },
  });
});

const exhibits: readonly (readonly [string, string, ShowCodeErrorCode])[] = [
  ["nothing", "", "foreign-code"],
  ["a link", "https://example.cn/?LZ2:BB8", "foreign-code"],
  ["a health certificate", "HC1:6BFOXN", "foreign-code"],
  ["our code twice", good + good, "foreign-code"],
  ["ten thousand characters", good.padEnd(10_000), "foreign-code"],
  ["our code after text", `x${good}`, "foreign-code"],
  ["an online code", "LZ1:04HMASW9NF6YZZPWQAC7CN1J20B", "unsupported-version"],
  ["a later version", good.replace("LZ2", "LZ3"), "unsupported-version"],
  ["version 02", good.replace("LZ2", "LZ02"), "unsupported-version"],
  ["one character more than the limit", `LZ2:${"0".repeat(417)}`, "too-long"],
  ["a part of 251 bytes", message({ body: new Uint8Array(251 - 84) }), "too-long"],
  ["a character outside the alphabet", good.replace("LZ2:", "LZ2:_"), "bad-characters"],
  ["a length that no bytes have", `${good.slice(0, 4)}0${good.slice(4)}`, "bad-characters"],
  ["a group above 65,535", `LZ2:::::${good.slice(8)}`, "bad-characters"],
  ["the head alone", "LZ2:", "bad-encoding"],
  ["one byte", text([0x84]), "bad-encoding"],
  ["half of itself", text(bytes.slice(0, 100)), "bad-encoding"],
  ["zeros", text(new Uint8Array(200)), "bad-encoding"],
  ["an indefinite array", text([0x9f, ...part.slice(1), 0xff]), "bad-encoding"],
  ["a length in more bytes than it needs", text([0x98, 4], part.slice(1)), "bad-encoding"],
  ["an array of four thousand million", text([0x9a, 255, 255, 255, 255]), "bad-encoding"],
  ["bytes of 2^63", text([0x84, 0x5b, 0x7f, 255, 255, 255, 255, 255, 255, 255]), "bad-encoding"],
  ["nesting without end", text(new Uint8Array(250).fill(0x81)), "bad-encoding"],
  ["tags without end", text(new Uint8Array(250).fill(0xc1)), "bad-encoding"],
  ["the tag of COSE_Sign1", text([0xd2], paper), "bad-encoding"],
  ["the tag of CWT", text([0xd8, 61], paper), "bad-encoding"],
  ["zlib around it", text(deflate(paper)), "bad-encoding"],
  ["five elements", message({ more: [1] }), "bad-encoding"],
  ["a payload elsewhere", message({ body: null }), "bad-encoding"],
  ["a payload that is text", message({ body: "text" }), "bad-encoding"],
  ["an unprotected header", message({ open: new Map([[4, issuer.keyId]]) }), "bad-content"],
  ["a signature of 63 bytes", message({ signature: new Uint8Array(63) }), "bad-content"],
  ["no header", message({ head: new Uint8Array() }), "bad-encoding"],
  ["a header that is no map", message({ head: cbor([1, -7]) }), "bad-encoding"],
  ["no algorithm", message({ head: header([[4, issuer.keyId]]) }), "bad-content"],
  ["no key identifier", message({ head: header([[1, -7]]) }), "bad-content"],
  [
    "a key identifier of four bytes",
    message({
      head: header([
        [1, -7],
        [4, new Uint8Array(4)],
      ]),
    }),
    "bad-content",
  ],
  [
    "an HMAC",
    message({
      head: header([
        [1, 5],
        [4, issuer.keyId],
      ]),
    }),
    "unsupported-algorithm",
  ],
  [
    "EdDSA",
    message({
      head: header([
        [1, -8],
        [4, issuer.keyId],
      ]),
    }),
    "unsupported-algorithm",
  ],
  [
    "an algorithm by name",
    message({
      head: header([
        [1, "none"],
        [4, issuer.keyId],
      ]),
    }),
    "unsupported-algorithm",
  ],
  ["a critical header", message({ head: header([...usual, [2, [1]]]) }), "bad-content"],
  [
    "the type of a status list",
    message({ head: header([...usual, [16, "application/statuslist+cwt"]]) }),
    "bad-content",
  ],
  [
    "a header in the wrong order",
    message({ head: Uint8Array.from([0xa2, 4, 0x48, ...issuer.keyId, 1, 0x26]) }),
    "bad-encoding",
  ],
  [
    "a header twice",
    message({ head: Uint8Array.from([0xa3, 1, 0x26, 1, 0x26, 4, 0x48, ...issuer.keyId]) }),
    "bad-encoding",
  ],
  ["claims that are no map", message({ body: cbor([1]) }), "bad-content"],
  ["claims of neither kind", message({ body: payload(licence, -70003) }), "bad-content"],
  ["a device's claims without its key", message({ body: payload(licence, -70001) }), "bad-content"],
  [
    "a paper's claims with a key",
    message({ body: payload([...licence, [5, new Uint8Array(33).fill(2)]]) }),
    "bad-content",
  ],
  ["an unknown claim", message({ body: payload([...licence, [6, 1]]) }), "bad-content"],
  [
    "no name",
    message({
      body: payload([
        [2, "C"],
        [4, 77],
      ]),
    }),
    "bad-content",
  ],
  [
    "a name of bytes where text is shorter",
    message({
      body: payload([
        [1, Uint8Array.of(0, 65)],
        [2, "C"],
        [4, 77],
      ]),
    }),
    "bad-content",
  ],
  [
    "a name of text where bytes are shorter",
    message({
      body: payload([
        [1, "张三丰"],
        [2, "C"],
        [4, 77],
      ]),
    }),
    "bad-content",
  ],
  [
    "a name that is not UTF-8",
    text([...decodeBase45(message().slice(4))].map((b) => (b === 0x42 ? 0xff : b))),
    "bad-encoding",
  ],
  [
    "a line end in the name",
    message({
      body: payload([
        [1, "A\nB"],
        [2, "C"],
        [4, 77],
      ]),
    }),
    "bad-content",
  ],
  [
    "a status reference of 2^32",
    message({
      body: payload([
        [1, "A"],
        [2, "C"],
        [4, 2 ** 32],
      ]),
    }),
    "bad-content",
  ],
  [
    "a last day after the year 9999",
    message({ body: payload([...licence.slice(0, 2), [3, 2_932_897], [4, 77]]) }),
    "bad-content",
  ],
  [
    "a time with a fraction",
    message({
      body: header([
        [4, 2000.5],
        [6, 1000],
        [-70002, new Map<unknown, unknown>(licence)],
      ]),
    }),
    "bad-content",
  ],
  ["a float for a whole time", message({ body: Uint8Array.from([0xa1, 4, 0xf9, 0x3c, 0]) }), "bad-encoding"],
  ["undefined", message({ body: Uint8Array.from([0xa1, 4, 0xf7]) }), "bad-encoding"],
  ["a paper code with a device's part", text(paper, new Uint8Array(68)), "bad-length"],
  ["a device's part cut short", text(bytes.slice(0, -1)), "bad-length"],
  ["a byte after the device's part", text(bytes, [0]), "bad-length"],
];

test.each(exhibits)("an offline code with %s is refused with its own code", (_, exhibit, code) => {
  expect(() => parseOfflineCode(exhibit)).toThrow(new ShowCodeError(code));
});

test("half a megabyte of nesting, or of elements, ends in one error and not in the stack", () => {
  for (const byte of [0x81, 0xa1, 0xc1, 0xd2])
    expect(() => parseStatusList(new Uint8Array(longestStatusList).fill(byte), inflate)).toThrow(
      new ShowCodeError("bad-encoding"),
    );
});

test("the names of the exhibits above read when they are in their one form", () => {
  expect(parseOfflineCode(encodeOfflineCode(issue(aPaperClaim({ name: "张三丰" })))).claims.name).toBe(
    "张三丰",
  );
  expect(parseOfflineCode(show(part)).claims.name).toBe("阿**");
});

test("whatever the text or the bytes, a reader gives a code or throws ShowCodeError, which does not repeat it", () => {
  const altered = fc
    .tuple(fc.nat(bytes.length - 1), fc.uint8Array({ maxLength: 8 }), fc.nat(8))
    .map(([at, put, drop]) => [...bytes.slice(0, at), ...put, ...bytes.slice(at + drop)]);
  const arbitrary = fc.oneof(
    fc.string({ unit: fc.constantFrom(..."LZ2:\ufeff\ud800Ａ张 0\0") }),
    fc.string({ unit: "binary-ascii" }).map((rest) => `LZ2:${rest}`),
    fc.uint8Array({ maxLength: 280 }).map((some) => text(some)),
    altered.map((some) => text(some)),
  );
  const attempt = (read: () => unknown): void => {
    try {
      read();
    } catch (error) {
      expect(error).toBeInstanceOf(ShowCodeError);
      if (error instanceof ShowCodeError) expect(error.message).toBe(error.code);
    }
  };
  fc.assert(
    fc.property(arbitrary, (some) => {
      attempt(() => parseOfflineCode(some));
    }),
    { numRuns: 600 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (some) => {
      attempt(() => parseStatusList(some, inflate));
    }),
    { numRuns: 200 },
  );
});
