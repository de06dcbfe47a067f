import { createPrivateKey } from "node:crypto";
import { readFile } from "node:fs/promises";
import { encodePem, encodePkcs8 } from "@liangzheng/pki";
import { parseSeal, verifyOfd } from "@liangzheng/seal";
import { beforeAll, describe, expect, test } from "vitest";
import { gm, keyOf, maker, now, signer, trust } from "../../../libs/seal/testing/people.ts";
import { aDocument, root, sealed, zip } from "../../../libs/seal/testing/sealed-package.ts";
import { aSealV1 } from "../../../libs/seal/testing/seals.ts";
import { ownFolder, runAs } from "../../testing/command-run.ts";
import type { Run } from "../run-command.ts";
import { verifyFile } from "../verification/verify-file.ts";
import { makeWith } from "./seal-make.ts";
import { signWith } from "./seal-sign.ts";
import { sealFiles, verifyWith } from "./verify.ts";

const { at, put } = await ownFolder("seal-tools");
const run = (verb: Run, ...args: readonly string[]) => runAs("seal", verb, args);
const make = (...args: readonly string[]) =>
  run(
    makeWith(() => now),
    ...args,
  );
const sign = (...args: readonly string[]) =>
  run(
    signWith(() => now),
    ...args,
  );
const verify = (...args: readonly string[]) =>
  run(
    verifyWith(() => ({ verify: verifyFile, close: async () => undefined }), sealFiles),
    ...args,
  );

const keyPem = (name: string): string => encodePem("PRIVATE KEY", encodePkcs8({ privateKey: keyOf(name) }));
const signerPem = await put("signer.pem", encodePem("CERTIFICATE", signer.certificate.raw));
const makerPem = await put("maker.pem", encodePem("CERTIFICATE", maker.certificate.raw));
const makerKey = await put("maker.key", keyPem("示范制章中心"));
const signerKey = await put("signer.key", keyPem("示范市行政审批局"));
const foreignKey = await put("foreign.key", keyPem("别处单位"));
const picture = await put("seal.png", Buffer.from("89504e470d0a1a0a00", "hex"));
const makerFiles = ["--maker", makerPem, "--key", makerKey] as const;
const about = ["--name", "示范市专用章", "--number", "9901000000000001", "--signer", signerPem] as const;
const drawn = [...about, ...makerFiles, "--picture", picture, "--size", "42x30"] as const;

describe("seal make", () => {
  test("makes a seal of what it is told, judged by the verifier before it is written", async () => {
    const file = at("made.esl");
    const term = ["--from", "2026-06-01", "--until", "2027-05-31"];
    const { exit, out } = await make(...drawn, ...term, "-o", file);
    expect(exit).toBe(0);
    const seal = parseSeal(new Uint8Array(await readFile(file)));
    expect(seal).toMatchObject({
      standard: "GB/T 38540-2020",
      esId: "9901000000000001",
      picture: { type: "PNG", width: 42, height: 30 },
      property: {
        name: "示范市专用章",
        type: 1,
        validStart: new Date("2026-05-31T16:00:00Z"),
        validEnd: new Date("2027-05-31T15:59:59Z"),
      },
    });
    expect(out).toMatch(/^name +示范市专用章$/m);
    expect((await verify(file, "--trust", makerPem, "--at", "2026-07-01T00:00:00Z")).exit).toBe(0);
  });

  test("draws the picture from the name where none is given, as the platform does", async () => {
    const file = at("drawn.esl");
    const words = ["--organ", "示范市行政审批局", "--caption", "电子证照专用章"];
    expect((await make(...about, ...makerFiles, ...words, "-o", file)).exit).toBe(0);
    const { picture: round, property } = parseSeal(new Uint8Array(await readFile(file)));
    expect([round.width, round.height]).toEqual([40, 40]);
    expect(round.data.length).toBeGreaterThan(2_000);
    expect(property.name).toBe("示范市专用章");
    const other = await make(...about, ...makerFiles, "--organ", "\u{10ffff}", "-o", at("x.esl"));
    expect(other).toMatchObject({ exit: 64, err: expect.stringContaining("--picture") });
  });

  test("an encrypted key is opened with a password from a file, and with no other", async () => {
    const key = createPrivateKey({ key: await readFile(makerKey), format: "pem" });
    const cipher = { type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "a password" } as const;
    const locked = await put("locked.key", key.export(cipher));
    const open = (...more: readonly string[]) =>
      make(...about, "--maker", makerPem, "--key", locked, "--picture", picture, ...more);
    const password = await put("password.txt", "a password\n");
    expect((await open("-o", at("locked.esl"), "--password-file", password)).exit).toBe(0);
    const wrong = await put("wrong.txt", "another");
    expect(await open("-o", at("y.esl"), "--password-file", wrong)).toMatchObject({
      exit: 64,
      err: expect.stringContaining("the password does not open"),
    });
    expect((await open("-o", at("y.esl"))).err).toContain("--password-file FILE");
    // RFC 1421, as older commands of OpenSSL write it.
    const old = await put(
      "old.key",
      "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END EC PRIVATE KEY-----\n",
    );
    expect((await make(...about, "--maker", makerPem, "--key", old, "-o", at("y.esl"))).err).toContain(
      "pkcs8 -topk8",
    );
  });

  test("a seal that would not be valid is not written", async () => {
    const file = at("late.esl");
    const past = ["--from", "2026-01-01", "--until", "2026-02-01"];
    expect(await make(...drawn, ...past, "-o", file)).toMatchObject({
      exit: 1,
      err: expect.stringContaining("seal-validity"),
    });
    await expect(readFile(file)).rejects.toThrow();
  });

  test("nothing is written over without being told, and then whole", async () => {
    const file = await put("kept.esl", "kept");
    expect((await make(...drawn, "-o", file)).exit).toBe(64);
    expect(await readFile(file, "utf8")).toBe("kept");
    expect((await make(...drawn, "-o", file, "--force")).exit).toBe(0);
    expect(parseSeal(new Uint8Array(await readFile(file))).esId).toBe("9901000000000001");
  });

  test.each([
    ["no certificate", ["--name", "a", "--number", "1", ...makerFiles, "-o", "x"], "--signer"],
    ["another's key", [...about, "--maker", makerPem, "--key", foreignKey, "-o", "x"], "is not the key of"],
    ["no place to write to", [...drawn], "-o"],
    ["a term that ends first", [...drawn, "--until", "2026-01-01", "-o", "x"], "ends before it begins"],
    ["a time that is none", [...drawn, "--from", "noon", "-o", "x"], "--from"],
    ["a picture that is none", [...about, ...makerFiles, "--picture", makerPem, "-o", "x"], "no PNG"],
    ["a file by position", ["a.esl", ...drawn, "-o", "x"], "by position"],
    ["a password in the arguments", [...drawn, "--password", "x", "-o", "x"], "--password"],
  ])("%s is a mistake of the caller, and said", async (_, args, words) => {
    const { exit, err } = await make(...args);
    expect([exit, err]).toEqual([64, expect.stringContaining(words)]);
  });
});

describe("seal sign", () => {
  const seal = at("use.esl");
  const unsigned = zip(new Map(aDocument()).set("OFD.xml", root({ signatures: "" })));
  const use = ["--seal", seal, "--key", signerKey, "--at", "150,230.5"] as const;
  const sealIt = async (name: string, bytes: Uint8Array, ...more: readonly string[]) =>
    sign(await put(`${name}.ofd`, bytes), ...use, ...more, "-o", at(`${name}-out.ofd`));
  const judge = async (name: string) =>
    verifyOfd(new Uint8Array(await readFile(at(`${name}-out.ofd`))), { gm, trust, now });

  beforeAll(async () => {
    await make(...drawn, "--from", "2026-06-01", "-o", seal);
  });

  test("seals an unsigned file, which then is valid, on the page and at the place named", async () => {
    const { exit, out } = await sealIt("first", unsigned, "--page", "2");
    expect([exit, out]).toEqual([0, expect.stringContaining("signatures in the file: 1")]);
    const report = await judge("first");
    expect(report).toMatchObject({ verdict: "valid", additions: [] });
    expect(report.signatures[0]).toMatchObject({
      stamps: [{ pageRef: "2", boundary: [129, 215.5, 42, 30] }],
      sealName: "示范市专用章",
    });
  });

  test("a second seal leaves the first valid, and rides on the edges when asked to", async () => {
    expect((await sealIt("once", unsigned)).exit).toBe(0);
    const once = new Uint8Array(await readFile(at("once-out.ofd")));
    expect((await sealIt("twice", once, "--edges")).exit).toBe(0);
    const report = await judge("twice");
    expect(report.verdict).toBe("valid");
    expect(report.signatures.map(({ verdict, stamps }) => [verdict, stamps.length])).toEqual([
      ["valid", 1],
      ["valid", 3],
    ]);
  });

  test("a file that is invalid already is not sealed, and nothing is written", async () => {
    const changed = sealed(aDocument()).set("Doc_0/Res/a.png", Uint8Array.of(1));
    const { exit, err } = await sealIt("bad", zip(changed));
    expect([exit, err]).toEqual([1, expect.stringContaining("not sealed")]);
    await expect(readFile(at("bad-out.ofd"))).rejects.toThrow();
  });

  test("another's key, a stamp outside the page, a page that is not there and no package are each refused", async () => {
    const file = await put("a.ofd", unsigned);
    const out = ["-o", at("never.ofd")];
    expect(await sign(file, "--seal", seal, "--key", foreignKey, "--at", "1,1", ...out)).toMatchObject({
      exit: 64,
      err: expect.stringContaining("seal inspect"),
    });
    expect((await sign(file, ...use, "--page", "3", ...out)).err).toContain("no page 3 of 2");
    expect((await sign(file, ...use, "--page", "3", ...out)).exit).toBe(1);
    expect((await sign(seal, ...use, ...out)).exit).toBe(3);
    const old = await put("old.esl", aSealV1());
    expect((await sign(file, "--seal", old, "--key", signerKey, "--at", "1,1", ...out)).err).toContain(
      "GM/T 0031-2014",
    );
    const away = ["--seal", seal, "--key", signerKey, "--at", "900,900"];
    expect(await sign(file, ...away, ...out)).toMatchObject({
      exit: 1,
      err: expect.stringContaining("outside page 1"),
    });
    expect((await sign(file, "--seal", seal, "--key", signerKey, "--at", "here", ...out)).exit).toBe(64);
    await expect(readFile(at("never.ofd"))).rejects.toThrow();
  });
});

test("seal verify judges seals and seal signatures as verify does, and no other file", async () => {
  const entries = sealed(aDocument());
  const of = (name: string): Uint8Array => entries.get(`Doc_0/Signs/Sign_0/${name}`) ?? new Uint8Array();
  const value = await put("value.dat", of("SignedValue.dat"));
  const xml = await put("Signature.xml", of("Signature.xml"));
  const when = ["--at", "2026-06-01T00:00:00Z", "--integrity-only"];
  expect((await verify(value, "--content", xml, ...when)).exit).toBe(0);
  expect((await verify(value, "--content", makerPem, ...when)).exit).toBe(1);
  expect((await verify(value, ...when)).exit).toBe(2);
  const whole = await put("whole.ofd", zip(entries));
  expect(await verify(whole, "--lang", "en", ...when)).toMatchObject({
    exit: 3,
    out: expect.stringContaining("`liangzheng verify` judges other files"),
  });
});
