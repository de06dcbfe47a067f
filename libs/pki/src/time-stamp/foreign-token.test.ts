import { octets, sequence } from "@liangzheng/asn1";
import { encodeUtf8 } from "@liangzheng/bytes";
import { describe, expect, test } from "vitest";
import { anEnd, aRoot, day } from "../../testing/authority.ts";
import { foreign, listOverP256, overP256, p256KeyOf } from "../../testing/p256.ts";
import { sm3, verify } from "../../testing/sm2.ts";
import { encodeAlgorithm } from "../algorithm.ts";
import { encodeAttribute } from "../attributes.ts";
import { makeCrl, oids, type RevocationReason, verifyTimeStamp } from "../index.ts";
import { encodeSignedData } from "../make-signed-data.ts";
import { encodeTimeStampInfo } from "./info.ts";

/* Tokens of authorities outside: certificates, lists and signatures of ECDSA, digests of SHA-2. */

const keys = { root: p256KeyOf("root"), authority: p256KeyOf("authority") };
const sm2Root = aRoot("外部根");
const stamping = { keyUsage: ["digital-signature"], extKeyUsage: [oids.timeStamping] } as const;
const under = (name: string) =>
  overP256(anEnd(name, sm2Root, stamping).certificate, keys.authority, keys.root);
const root = overP256(sm2Root.certificate, keys.root, keys.root);
const authority = under("外部时间戳");
/** Of the same key. */
const another = under("另一时间戳");

const stamped = encodeUtf8("a signature value");
const time = day("2026-03-02");
const serial = sm3(encodeUtf8("foreign")).slice(0, 16);

const naming = (hash: Uint8Array, algorithm?: string): Uint8Array =>
  sequence(
    sequence(sequence(algorithm === undefined ? undefined : encodeAlgorithm(algorithm), octets(hash))),
  );
const aToken = (named: readonly Uint8Array[] = [naming(foreign.digest("sha-256", authority.raw))]) =>
  encodeSignedData(
    {
      type: oids.signedData,
      version: 3,
      contentType: oids.tstInfo,
      attributes: named.map((value) => encodeAttribute(oids.signingCertificateV2, value)),
      algorithms: { digest: oids.sha256, signature: oids.ecdsaWithSha256 },
    },
    {
      content: encodeTimeStampInfo({ policy: "1.2.3", digest: sm3(stamped), serial, time }),
      attached: true,
      signer: authority,
      certificates: [authority],
      crls: [],
      signingTime: time,
    },
    keys.authority.ports,
  );
const aList = (reason: RevocationReason, date: string): Uint8Array =>
  listOverP256(
    makeCrl(
      {
        number: 7n,
        thisUpdate: day("2026-04-01"),
        nextUpdate: day("2026-04-08"),
        revoked: [{ serial: authority.serial, date: day(date), reason }],
      },
      sm2Root.certificate,
      sm2Root.key.ports,
    ),
    keys.root,
  );
const judge = (token: Uint8Array, changes: object = {}) =>
  verifyTimeStamp({
    token,
    stamped: [stamped],
    pool: [],
    anchors: [root],
    crls: [],
    digest: sm3,
    verify,
    foreign,
    ...changes,
  });
const reasonsOf = (token: Uint8Array, changes: object = {}) =>
  judge(token, changes)
    .checks.filter(({ result }) => result !== "pass")
    .map(({ name, result, reason }) => `${name} ${result} ${reason}`);

test("a token of ECDSA and SHA-256 verifies where they are computed, and is undecided where not", () => {
  expect(reasonsOf(aToken())).toEqual(["revocation unknown no-list"]);
  expect(judge(aToken()).verdict).toBe("valid");
  expect(judge(aToken(), { foreign: undefined }).verdict).toBe("indeterminate");
});

describe("an authority outside that was revoked after it stamped", () => {
  test.each(["key-compromise", "unspecified"] as const)("for %s has stamped nothing", (reason) => {
    const report = judge(aToken(), { crls: [aList(reason, "2026-03-20")] });
    expect(report.verdict).toBe("invalid");
    expect(report.checks).toContainEqual(
      expect.objectContaining({ name: "authority-key", result: "fail", reason: "revoked" }),
    );
  });
  test("for superseded leaves older stamps as they are", () => {
    expect(judge(aToken(), { crls: [aList("superseded", "2026-03-20")] }).verdict).toBe("valid");
  });
});

describe("the certificate named inside a token", () => {
  const digests = [
    ["sha-256", undefined],
    ["sha-256", oids.sha256],
    ["sha-384", oids.sha384],
    ["sha-512", oids.sha512],
  ] as const;
  test.each(digests)("by %s (%s) must be the one that signed", (name, algorithm) => {
    const by = ({ raw }: { readonly raw: Uint8Array }) => naming(foreign.digest(name, raw), algorithm);
    expect(judge(aToken([by(authority)])).verdict).toBe("valid");
    expect(reasonsOf(aToken([by(another)]))).toContain("signing-certificate fail certificate-differs");
  });

  test("by SM3 must be the one that signed", () => {
    expect(judge(aToken([naming(sm3(authority.raw), oids.sm3)])).verdict).toBe("valid");
    expect(reasonsOf(aToken([naming(sm3(another.raw), oids.sm3)]))).toContain(
      "signing-certificate fail certificate-differs",
    );
  });

  test("by a digest that is not computed leaves the stamp undecided", () => {
    const token = aToken([naming(new Uint8Array(20), oids.sha1)]);
    expect(reasonsOf(token)).toContain("signing-certificate unknown unsupported-digest");
    expect(judge(token).verdict).toBe("indeterminate");
    expect(reasonsOf(aToken(), { foreign: undefined })).toContain(
      "signing-certificate unknown unsupported-digest",
    );
  });

  test("twice, or in words that cannot be read, is refused; not at all, told", () => {
    const good = naming(foreign.digest("sha-256", authority.raw));
    for (const named of [[good, good], [sequence()], [octets(stamped)]])
      expect(reasonsOf(aToken(named))).toContain("signing-certificate fail attribute-missing");
    expect(judge(aToken([])).checks).toContainEqual(
      expect.objectContaining({
        name: "signing-certificate",
        result: "pass",
        reason: "certificate-not-named",
      }),
    );
  });
});
