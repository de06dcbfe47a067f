import { equalBytes } from "@liangzheng/bytes";
import { makePdfSignature } from "@liangzheng/pki";
import { expect, test } from "vitest";
import { page, sign, write } from "../../../pdf/testing/small-pdf.ts";
import { foreign, overP256, p256KeyOf } from "../../../pki/testing/p256.ts";
import { anEnd, now, root, signedAt, signer, gm as sm, trust } from "../../testing/people.ts";
import { verifyFile } from "../index.ts";

/* The certificate that a message names inside what is signed, by SM3 and by the default, SHA-256 (RFC 5035 §4). */

const key = p256KeyOf("signer");
const self = (name: string) => overP256(anEnd(name, root).certificate, key, key);
/** Of one key, and each vouches for itself. */
const [mine, another] = [self("签名"), self("另一签名")];
const sm2 = { sign: signer.sign, digest: (message: Uint8Array) => sm.sm3(message) };
const people = {
  p256: { certificate: mine, ports: key.ports, other: another },
  sm2: { certificate: signer.certificate, ports: sm2, other: anEnd("另一签章人", root).certificate },
} as const;
const trusting = { ...trust, anchors: [...trust.anchors, mine, another] };

/** A file signed by `certificate`, whose message names `named`. */
function aFile(scheme: keyof typeof people, named = people[scheme].certificate): Uint8Array {
  const { certificate, ports } = people[scheme];
  const digest = (bytes: Uint8Array) => ports.digest(equalBytes(bytes, certificate.raw) ? named.raw : bytes);
  return sign(write(page), {
    sign: (content) =>
      makePdfSignature(
        scheme,
        { content, signer: certificate, signingTime: signedAt },
        { sign: ports.sign, digest },
      ),
  });
}
const judge = (file: Uint8Array, gm = { ...sm, foreign }) => verifyFile(file, { gm, trust: trusting, now });

test.each(["p256", "sm2"] as const)("a message of %s that names another certificate is invalid", (scheme) => {
  expect(judge(aFile(scheme))).toMatchObject({ verdict: "valid", summary: "trusted" });
  const report = judge(aFile(scheme, people[scheme].other));
  expect(report.verdict).toBe("invalid");
  const wrong = report.signatures[0]?.checks.filter(({ result }) => result === "fail");
  expect(wrong).toMatchObject([{ name: "signing-certificate", reason: "certificate-differs" }]);
});
