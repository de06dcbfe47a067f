import fc from "fast-check";
import { expect, test } from "vitest";
import { deflate, inflate, keyOf, portsOf } from "../testing/keys.ts";
import {
  aDeviceClaim,
  issue,
  issuer,
  issuerEs256,
  now,
  ports,
  questionOf,
  show,
} from "../testing/offline-world.ts";
import { prepareSign1 } from "./cose-sign1.ts";
import { ShowCodeError } from "./error.ts";
import {
  type ListedStatus,
  listedStatuses,
  makeStatusList,
  packStatusList,
  type StatusList,
  statusAt,
  unpackStatusList,
} from "./status-list.ts";
import {
  longestStatusList,
  parseStatusList,
  prepareStatusList,
  type StatusListClaims,
} from "./status-list-token.ts";
import { drawStatusIndex, statusListSize } from "./status-reference.ts";
import { verifyOfflineCode } from "./verify-offline-code.ts";
import { type StatusListReport, verifyStatusList } from "./verify-status-list.ts";

const uri = "https://status.example.cn/lists/7";
const claims: StatusListClaims = { uri, issuedAt: now - 600, expiresAt: now + 86_400, timeToLive: 3600 };

function sign(list: StatusList, changes: Partial<StatusListClaims> = {}, by = issuer): Uint8Array {
  const { toBeSigned, signed } = prepareStatusList({ ...claims, ...changes }, list, by, deflate);
  return signed(by.sign(toBeSigned));
}
const ask = (bytes: Uint8Array, changes: object = {}): StatusListReport =>
  verifyStatusList({
    token: parseStatusList(bytes, inflate),
    list: 7,
    uri,
    ports,
    now,
    skew: 30,
    ...changes,
  });
const faults = ({ checks }: StatusListReport): readonly string[] =>
  checks
    .filter(({ result }) => result !== "pass")
    .map(({ name, result, reason }) => `${name} ${result} ${reason}`);

test("the four bits of each status are the documented ones, the even index in the low half", () => {
  const bits = Object.fromEntries(
    listedStatuses.map((status) => [status, makeStatusList(2, [[0, status]]).halves[0]]),
  );
  expect(bits).toEqual({
    ...{ valid: 0, revoked: 1, suspended: 2, pending: 3 },
    ...{ cancelled: 12, withdrawn: 13, rescinded: 14, void: 15 },
  });
  expect(makeStatusList(2, [[1, "void"]]).halves[0]).toBe(0xf0);
});

test("whatever stands in a list is found in it after packing, signing and reading", () => {
  const some = fc.array(fc.tuple(fc.nat(999), fc.constantFrom(...listedStatuses)), { maxLength: 60 });
  fc.assert(
    fc.property(some, fc.integer({ min: 1, max: 1000 }), (entries, size) => {
      const within = entries.filter(([index]) => index < size);
      const { list } = parseStatusList(sign(makeStatusList(size, within)), inflate);
      const expected = new Map<number, ListedStatus>(within);
      for (let index = 0; index < size; index++)
        expect(statusAt(list, index)).toBe(expected.get(index) ?? "valid");
      expect(statusAt(list, size + 1)).toBeUndefined();
    }),
    { numRuns: 60 },
  );
});

test("a number without a meaning, and an index that is none, are told apart from valid", () => {
  const list = { halves: Uint8Array.of(0x04, 0xb0) };
  expect([0, 1, 2, 3].map((index) => statusAt(list, index))).toEqual([
    "unknown",
    "valid",
    "valid",
    "unknown",
  ]);
  for (const index of [-1, 4, 0.5, Number.NaN, statusListSize]) expect(statusAt(list, index)).toBeUndefined();
});

test("no list is made with a size or an index outside it", () => {
  const outside = new ShowCodeError("bad-content");
  for (const size of [0, -1, 1.5, statusListSize + 1])
    expect(() => makeStatusList(size, [])).toThrow(outside);
  for (const index of [-1, 10, 0.5]) expect(() => makeStatusList(10, [[index, "void"]])).toThrow(outside);
});

test("an index is drawn evenly from what the source gives, over the whole list", () => {
  expect(drawStatusIndex(() => Uint8Array.of(0xff, 0xf0, 0, 1))).toBe(1);
  expect(drawStatusIndex(() => Uint8Array.of(0, 0x0f, 0xff, 0xff))).toBe(statusListSize - 1);
  expect(() => drawStatusIndex(() => new Uint8Array(3))).toThrow(Error);
});

test("with one in a hundred of a million not valid, a signed list keeps below 20 kB in the worst mixture", () => {
  // A generator of Lehmer, so that the size is the same every time.
  let state = 42;
  const below = (n: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % n;
  };
  const stopped = listedStatuses.filter((status) => status !== "valid");
  const notValid = new Map<number, ListedStatus>();
  while (notValid.size < 10_000) notValid.set(below(1_000_000), stopped[below(stopped.length)] ?? "void");
  const bytes = sign(makeStatusList(1_000_000, notValid));
  expect(bytes.length).toBeLessThan(20_000);
  expect(bytes.length).toBeGreaterThan(19_000);
  const { list } = parseStatusList(bytes, inflate);
  for (const [index, status] of notValid) if (statusAt(list, index) !== status) expect(index).toBe(status);
});

test.each([
  ["SM2", issuer],
  ["ES256", issuerEs256],
])("a list of an issuer with %s is valid while it is fresh", (_, by) => {
  const report = ask(sign(makeStatusList(10, []), {}, by));
  expect([report.outcome, faults(report)]).toEqual(["valid", []]);
});

test("what is wrong with a list is said by name, and all of it", () => {
  const list = makeStatusList(10, []);
  const reports = {
    late: ask(sign(list), { now: now + 4000 }),
    over: ask(sign(list), { now: now + 100_000 }),
    early: ask(sign(list, { issuedAt: now + 31 })),
    elsewhere: ask(sign(list, { uri: `${uri}1` })),
    unknown: ask(sign(list), { ports: portsOf([]) }),
    forged: ask(sign(list, {}, { ...keyOf("别处", "sm2-sm3"), keyId: issuer.keyId })),
    confused: ask(sign(list, {}, { ...issuerEs256, algorithm: "sm2-sm3" })),
  };
  expect(
    Object.fromEntries(Object.entries(reports).map(([name, r]) => [name, [r.outcome, ...faults(r)]])),
  ).toEqual({
    late: ["stale", "freshness unknown status-list-stale"],
    over: ["stale", "expiry unknown expired", "freshness unknown status-list-stale"],
    early: ["invalid", "issued-at fail not-yet-valid"],
    elsewhere: ["invalid", "uri fail not-this-list"],
    unknown: [
      "indeterminate",
      "issuer-key unknown issuer-unknown",
      "issuer-signature unknown issuer-unknown",
    ],
    forged: ["invalid", "issuer-signature fail signature-wrong"],
    confused: ["invalid", "issuer-key fail algorithm-differs", "issuer-signature unknown algorithm-differs"],
  });
});

test("a code with the list at hand is valid, or stopped by the name of its status", () => {
  const text = show(issue(aDeviceClaim({ status: { list: 7, index: 3 } })));
  const with_ = (statusList: StatusListReport): string => {
    const { outcome, checks } = verifyOfflineCode(questionOf(text, { statusList }));
    const status = checks.find(({ name }) => name === "status");
    return [outcome, status?.result, status?.reason ?? "-"].join(" ");
  };
  const listed = (status: ListedStatus): StatusListReport => ask(sign(makeStatusList(10, [[3, status]])));
  expect(with_(listed("valid"))).toBe("valid pass -");
  for (const status of listedStatuses)
    if (status !== "valid") expect(with_(listed(status))).toBe(`invalid fail ${status}`);

  const pending = "signature-valid-status-pending unknown";
  expect(with_(ask(sign(makeStatusList(2, []))))).toBe(`${pending} index-outside`);
  expect(with_(ask(sign({ halves: Uint8Array.of(0, 0x40) })))).toBe(`${pending} status-not-understood`);
  const forged = ask(sign(makeStatusList(10, []), {}, { ...keyOf("别处", "sm2-sm3"), keyId: issuer.keyId }));
  expect(with_(forged)).toBe(`${pending} status-list-not-usable`);
  const others = portsOf([[issuer, "别的审批局"]]);
  expect(with_(ask(sign(makeStatusList(10, [])), { ports: others }))).toBe(
    `${pending} status-list-not-usable`,
  );

  expect(with_(ask(sign(makeStatusList(10, [])), { list: 6 }))).toBe(`${pending} not-this-list`);

  const old = (status: ListedStatus) =>
    ask(sign(makeStatusList(10, [[3, status]]), { issuedAt: now - 9000 }));
  expect(with_(old("valid"))).toBe(`${pending} status-list-stale`);
  expect(with_(old("suspended"))).toBe(`${pending} status-list-stale`);
  expect(with_(old("revoked"))).toBe("invalid fail revoked");
});

test("the example of the draft (§4.2) is packed and unpacked alike, as far as four bits are the same bytes", () => {
  const lst = Uint8Array.from(Buffer.from("78dadbb918000217015d", "hex"));
  expect(unpackStatusList(lst, inflate).halves).toEqual(Uint8Array.of(0xb9, 0xa3));
  expect(Buffer.from(packStatusList({ halves: Uint8Array.of(0xb9, 0xa3) }, deflate)).toString("hex")).toBe(
    "78dadbb918000217015d",
  );
});

test("a bomb, an empty stream, a broken one and bytes after one are refused, whatever the port believes", () => {
  const bomb = deflate(new Uint8Array(statusListSize / 2 + 1));
  const refuse = (bytes: Uint8Array, code: "bad-content" | "too-long", port = inflate): void => {
    expect(() => unpackStatusList(bytes, port)).toThrow(new ShowCodeError(code));
  };
  refuse(bomb, "bad-content");
  refuse(bomb, "too-long", (bytes) => inflate(bytes, 10_000_000));
  refuse(deflate(new Uint8Array()), "bad-content");
  refuse(deflate(new Uint8Array(9)).slice(0, -1), "bad-content");
  refuse(Uint8Array.from([...deflate(new Uint8Array(9)), 0]), "bad-content");
  expect(() => parseStatusList(new Uint8Array(longestStatusList + 1), inflate)).toThrow(
    new ShowCodeError("too-long"),
  );
});

test("a list reads with the tag of COSE_Sign1 and without it; a code is no list", () => {
  const tagged = sign(makeStatusList(4, [[2, "void"]]));
  expect(tagged[0]).toBe(0xd2);
  expect(parseStatusList(tagged.subarray(1), inflate).list).toEqual(parseStatusList(tagged, inflate).list);
  expect(() => parseStatusList(issue(aDeviceClaim()), inflate)).toThrow(new ShowCodeError("bad-content"));
});

test.each([undefined, "statuslist+cwt", "application/cwt"])("a list of the type %s is none", (type) => {
  const { payload } = parseStatusList(sign(makeStatusList(4, [])), inflate).issuer;
  const { toBeSigned, signed } = prepareSign1(payload, issuer, type);
  const bytes = signed(issuer.sign(toBeSigned));
  expect(() => parseStatusList(bytes, inflate)).toThrow(new ShowCodeError("bad-content"));
});

test.each([
  ["no address", { uri: "" }],
  ["an address with a space", { uri: "https://x y" }],
  ["no time to live", { timeToLive: 0 }],
  ["a time in milliseconds", { issuedAt: now * 1000 }],
])("a list with %s is not made", (_, changes) => {
  expect(() => sign(makeStatusList(4, []), changes)).toThrow(new ShowCodeError("bad-content"));
});

test("a list with any one byte altered is not valid", () => {
  const bytes = sign(makeStatusList(40, [[2, "void"]]));
  const passed = Array.from(bytes.keys()).filter((at) => {
    const altered = bytes.slice();
    altered[at] = (altered[at] ?? 0) ^ 0x10;
    try {
      return ask(altered).outcome === "valid";
    } catch (error) {
      expect(error).toBeInstanceOf(ShowCodeError);
      return false;
    }
  });
  expect(passed).toEqual([]);
});
