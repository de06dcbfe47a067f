import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { foreignAlgorithms } from "@liangzheng/gm";
import { parsePem } from "@liangzheng/pki";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { at, content, page, replace, sign, write } from "../../../pdf/testing/small-pdf.ts";
import { gm as sm } from "../../testing/people.ts";
import { type Trust, verifyFile } from "../index.ts";

const has = (tool: string, ...args: readonly string[]): boolean => spawnSync(tool, args).error === undefined;
const gm = { ...sm, foreign: foreignAlgorithms };

/** What OpenSSL signs with, and how: keys and certificates are made here and thrown away. */
const cases = [
  ["RSA of 2048 bits, SHA-256", ["rsa:2048"], ["-md", "sha256"]],
  ["RSA of 3072 bits, SHA-512", ["rsa:3072"], ["-md", "sha512"]],
  ["RSA-PSS, SHA-256", ["rsa:2048"], ["-md", "sha256", "-keyopt", "rsa_padding_mode:pss"]],
  [
    "RSA-PSS, SHA-384, short salt",
    ["rsa:2048"],
    ["-md", "sha384", "-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:20"],
  ],
  ["ECDSA on P-256, SHA-256", ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"], ["-md", "sha256"]],
  ["ECDSA on P-384, SHA-384", ["ec", "-pkeyopt", "ec_paramgen_curve:P-384"], ["-md", "sha384"]],
  [
    "ECDSA on P-256, no attributes",
    ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
    ["-md", "sha256", "-noattr"],
  ],
] as const;

describe.skipIf(!has("openssl", "version"))("files signed by OpenSSL (skipped where there is none)", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "liangzheng-pdf-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const path = (name: string): string => join(folder, name);
  const openssl = (...args: readonly string[]) => execFileSync("openssl", args, { stdio: "pipe" });

  /** A root and a certificate under it. */
  function aSigner(newKey: readonly string[]) {
    const named = (name: string) => [
      "-nodes",
      "-keyout",
      path(`${name}.key`),
      "-out",
      path(`${name}.pem`),
      "-subj",
      `/CN=${name}`,
    ];
    const root = [
      "-addext",
      "keyUsage=critical,keyCertSign,cRLSign",
      "-addext",
      "basicConstraints=critical,CA:TRUE",
    ];
    openssl("req", "-x509", "-newkey", ...newKey, ...named("root"), "-days", "9", ...root);
    const end = ["-addext", "keyUsage=digitalSignature", "-addext", "basicConstraints=CA:FALSE"];
    openssl(
      "req",
      "-x509",
      "-newkey",
      ...newKey,
      ...named("end"),
      "-days",
      "9",
      ...end,
      "-CA",
      path("root.pem"),
      "-CAkey",
      path("root.key"),
    );
    const [der] = parsePem(readFileSync(path("root.pem"), "utf8")).map(({ bytes }) => bytes);
    if (der === undefined) throw new Error("no root");
    return { anchors: [der], crls: [] };
  }
  const byOpenssl = (how: readonly string[]) => (bytes: Uint8Array) => {
    writeFileSync(path("content"), bytes);
    const files = [
      "-in",
      path("content"),
      "-signer",
      path("end.pem"),
      "-inkey",
      path("end.key"),
      "-out",
      path("message"),
    ];
    openssl("cms", "-sign", "-binary", "-outform", "DER", ...files, ...how);
    return new Uint8Array(readFileSync(path("message")));
  };
  // OpenSSL states the time of its own clock.
  const verify = (file: Uint8Array, trust: Trust) =>
    verifyFile(file, { gm, trust, now: new Date(Date.now() + 60_000) });
  const pdfsig = (file: Uint8Array): string => {
    writeFileSync(path("file.pdf"), file);
    return spawnSync("pdfsig", ["-nocert", path("file.pdf")], { encoding: "utf8" }).stdout;
  };

  test.each(cases)("%s: valid under its root, intact without it, invalid once changed", (_, newKey, how) => {
    const trust = aSigner(newKey);
    const time = `D:${new Date().toISOString().replace(/\D/g, "").slice(0, 14)}Z`;
    const file = sign(write(page), { time, sign: byOpenssl(how) });
    expect(verify(file, trust)).toMatchObject({ verdict: "valid", summary: "trusted" });
    expect(verify(file, { anchors: [], crls: [] })).toMatchObject({
      verdict: "indeterminate",
      summary: "intact-untrusted",
    });
    const forged = replace(file, "Pay 100", "Pay 900");
    expect(verify(forged, trust)).toMatchObject({ verdict: "invalid", summary: "tampered" });
    expect(verify(write({ [at.content]: content("Pay 900") }, file), trust).summary).toBe("tampered");
    if (!has("pdfsig", "-v")) return;
    // Poppler agrees where it can: it knows no PSS in CMS, and wants attributes.
    const words = pdfsig(file);
    if (!how.some((one) => one.includes("pss") || one === "-noattr"))
      expect(words).toContain("Signature is Valid");
    expect(pdfsig(forged)).not.toContain("Signature is Valid");
  });

  test("PAdES: a CAdES message names its certificate", () => {
    const trust = aSigner(["rsa:2048"]);
    const sealed = (how: readonly string[]) =>
      verify(
        sign(write(page), { subFilter: "ETSI.CAdES.detached", sign: byOpenssl(["-md", "sha256", ...how]) }),
        trust,
      );
    expect(sealed(["-cades"])).toMatchObject({ verdict: "valid" });
    expect(sealed([]).signatures[0]?.checks).toContainEqual(
      expect.objectContaining({
        name: "signing-certificate",
        result: "fail",
        reason: "certificate-not-named",
      }),
    );
  });

  test.each([
    ["SHA-1", "rsa:2048", "sha1", "weak-digest"],
    ["MD5", "rsa:2048", "md5", "weak-digest"],
    ["a key of 1024 bits", "rsa:1024", "sha256", "key-not-accepted"],
  ])("%s is refused, and nothing is said of the content", (_, newKey, md, reason) => {
    const trust = aSigner([newKey]);
    const report = verify(sign(write(page), { sign: byOpenssl(["-md", md]) }), trust);
    expect(report).toMatchObject({ verdict: "invalid", summary: "unacceptable-algorithm" });
    expect(report.signatures[0]?.checks).toContainEqual(
      expect.objectContaining({ name: "algorithms", result: "fail", reason }),
    );
  });
});
