import { execFileSync, spawnSync } from "node:child_process";
import { createHash, verify as verifyEcdsa, X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { encodeUtf8 } from "@liangzheng/bytes";
import { foreignAlgorithms } from "@liangzheng/gm";
import {
  openPackage,
  pageText,
  prepareTemplate,
  readDocument,
  renderPage,
  sealPicture,
  sealPng,
  standardTemplate,
  writeLicenceDocument,
  writeZip,
} from "@liangzheng/ofd";
import { signPdf, type UnsignedTwin, writeTwin } from "@liangzheng/pdf";
import {
  makeName,
  makeP256Certificate,
  makePdfSignature,
  parseCertificate,
  parseSignedData,
  verifySignerInfo,
} from "@liangzheng/pki";
import { stampsOf, verifyFile, verifyOfd } from "@liangzheng/seal";
import encodeQR from "qr";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasBrowser, type Look, look, pngPage } from "../../../../libs/ofd/testing/in-browser.ts";
import { gm, now, signedAt, signer, trust } from "../../../../libs/seal/testing/people.ts";
import { sealLicence } from "../../../../libs/seal/testing/sealed-licence.ts";
import { aSealV4 } from "../../../../libs/seal/testing/seals.ts";
import { drawPortrait } from "../../../seeds/portrait.ts";
import { openFontBook } from "../fonts/font-book.ts";
import { nodeWritePorts, zlibBest } from "../fonts/write-ports.ts";
import { openP256 } from "./p256.ts";
import { nodePdfPorts } from "./pdf-ports.ts";

const book = openFontBook();
const ports = nodeWritePorts((bytes) => gm.sm3(bytes));
const organName = "示范市行政审批局";
const identifier = "1.2.156.3005.2.11100000000019713D071.1199010000DEM10506.990100000003.001.G";
const picture = sealPicture({ organName, shape: "round", centre: "star" }, book.outlines("bold", organName));
const png = sealPng(picture, 300, zlibBest);
const seal = aSealV4({ picture: { type: "PNG", data: png, width: 40, height: 40 } });

/** A licence sealed here, with everything that a page of ours can have. */
function sealedLicence(landscape: boolean): Uint8Array {
  const title = "道路运输经营许可证";
  const template = standardTemplate({
    title,
    issuerLabel: "核发机关",
    landscape,
    fields: [
      { id: "KZ_YHMC", label: "业户名称", kind: "text" },
      { id: "KZ_DZ", label: "地址", kind: "text" },
      { id: "KZ_JYFW", label: "经营范围", kind: "long-text" },
      { id: "KZ_ZP", label: "照片", kind: "photo" },
    ],
  });
  const document = writeLicenceDocument(prepareTemplate(template, book, ports), {
    documentId: "0123456789abcdef0123456789abcdef",
    metadata: [
      { id: "ZZMC", value: title },
      { id: "ZZBH", value: "演交运管许可演字990100000001号" },
      { id: "ZZBS", value: identifier },
      { id: "ZZBFJG", value: organName },
      { id: "ZZBFRQ", value: "20260301" },
      { id: "CZZT", value: "演示甲" },
      { id: "CZZTDM", value: "990101199001020014" },
      { id: "ZZYXQQSRQ", value: "20260301" },
      { id: "ZZYXQJZRQ", value: "99991231" },
      { id: "KZ_YHMC", value: "演示市赟垚物流有限公司 <甲&乙>" },
      { id: "KZ_DZ", value: "演示市示范区\u{20087}路18号" },
      {
        id: "KZ_JYFW",
        value: "道路普通货物运输；大型物件运输（一类、二类、三类）；国际道路货物运输。".repeat(3),
      },
    ],
    record: encodeUtf8("{}"),
    createdOn: "2026-03-01",
    photo: drawPortrait("twin", { sex: "female", age: 36 }),
    qr: encodeQR(identifier, "raw", { ecc: "medium", border: 1 })
      .slice(1, -1)
      .map((row) => row.slice(1, -1)),
  });
  return writeZip(sealLicence(document, seal), signedAt, ports);
}

function drawn(file: Uint8Array) {
  const [document] = readDocument(openPackage(file));
  if (document === undefined) throw new Error("no document");
  const stamps = verifyOfd(file, { gm, trust, now }).signatures.flatMap(stampsOf);
  const twin = (): UnsignedTwin =>
    writeTwin(
      { document, stamps, originalDigest: "ab".repeat(32), subset: (text) => book.subset("sans", text) },
      nodePdfPorts,
    );
  return { document, twin, svg: renderPage(document, 0, { stamps }) };
}

const key = openP256(createHash("sha256").update("a key for tests").digest());
const certificate = parseCertificate(
  makeP256Certificate(
    {
      serial: new Uint8Array(16).fill(0x41),
      subject: makeName([["commonName", "PDF 副本签名"]]),
      publicKey: key.publicKey,
      notBefore: new Date("2026-01-01T00:00:00Z"),
      notAfter: new Date("2034-01-01T00:00:00Z"),
      keyUsage: ["digital-signature", "non-repudiation"],
    },
    key,
  ),
);
const sm2Ports = { sign: signer.sign, digest: (bytes: Uint8Array) => gm.sm3(bytes) };

function signed(twin: UnsignedTwin): Uint8Array {
  const about = { signer: "示范平台", reason: "副本", at: signedAt };
  const first = signPdf(twin, {
    ...about,
    field: "sm2",
    sign: (content) =>
      makePdfSignature("sm2", { content, signer: signer.certificate, signingTime: signedAt }, sm2Ports),
  });
  return signPdf(first, {
    ...about,
    field: "p256",
    sign: (content) => makePdfSignature("p256", { content, signer: certificate, signingTime: signedAt }, key),
  }).bytes;
}

/** Messages of a signed file with the bytes that each covers, in the order in which they were made. */
function signaturesOf(pdf: Uint8Array) {
  const text = Buffer.from(pdf).toString("latin1");
  return [...text.matchAll(/\/ByteRange\[([0-9 ]+)\]/g)].map((match) => {
    const [, end = 0, from = 0, rest = 0] = (match[1] ?? "").trim().split(/\s+/).map(Number);
    const der = Buffer.from(text.slice(end + 1, from - 1), "hex");
    const length = 4 + der.readUInt16BE(2);
    const content = Buffer.concat([pdf.subarray(0, end), pdf.subarray(from, from + rest)]);
    return {
      message: new Uint8Array(der.subarray(0, length)),
      content: new Uint8Array(content),
      end: from + rest,
    };
  });
}

const landscape = drawn(sealedLicence(true));
const portrait = drawn(sealedLicence(false));
const pdf = signed(landscape.twin());

test("the same licence gives the same bytes until it is signed", () => {
  expect(Buffer.compare(landscape.twin().bytes, landscape.twin().bytes)).toBe(0);
});

test("SM2 signs first and P-256 the whole file, and each holds over the bytes that it names", () => {
  const [sm2, p256, ...more] = signaturesOf(pdf);
  if (sm2 === undefined || p256 === undefined) throw new Error("two signatures were made");
  expect([more.length, p256.end]).toEqual([0, pdf.length]);
  const report = (one: typeof sm2, digest: (bytes: Uint8Array) => Uint8Array) => {
    const signedData = parseSignedData(one.message);
    const [signerInfo] = signedData.signerInfos;
    if (signerInfo === undefined) throw new Error("no signer");
    const { verify } = { verify: gm.verify.bind(gm) };
    return verifySignerInfo({ signedData, signer: signerInfo, detached: one.content, digest, verify });
  };
  expect(report(sm2, sm2Ports.digest).verdict).toBe("valid");
  const changed = {
    ...sm2,
    content: Uint8Array.from(sm2.content, (byte, i) => (i === 500 ? byte ^ 1 : byte)),
  };
  expect(report(changed, sm2Ports.digest).verdict).toBe("invalid");

  // ECDSA is not for our verifier: node:crypto judges.
  const data = parseSignedData(p256.message);
  const [info] = data.signerInfos;
  const raw = info?.signedAttributes?.signedBytes ?? new Uint8Array(0);
  const known = new X509Certificate(data.certificates[0] ?? new Uint8Array(0));
  expect(known.verify(known.publicKey)).toBe(true);
  expect(Buffer.from(raw).includes(createHash("sha256").update(p256.content).digest())).toBe(true);
  expect(verifyEcdsa("sha256", raw, known.publicKey, info?.signature ?? new Uint8Array(0))).toBe(true);
});

test("our own verifier holds both signatures valid where both makers are trusted, and neither once a byte has changed", () => {
  const judge = (bytes: Uint8Array, anchors = [...trust.anchors, certificate]) =>
    verifyFile(bytes, { gm: { ...gm, foreign: foreignAlgorithms }, trust: { ...trust, anchors }, now });
  expect(judge(pdf)).toMatchObject({ kind: "pdf", verdict: "valid", summary: "trusted", additions: [] });
  expect(judge(pdf).signatures.map(({ id, verdict }) => [id, verdict])).toEqual([
    ["sm2", "valid"],
    ["p256", "valid"],
  ]);
  // The certificate of the second vouches for itself: without it in the list its maker is nobody known.
  expect(judge(pdf, [...trust.anchors])).toMatchObject({
    verdict: "indeterminate",
    summary: "intact-untrusted",
  });
  const changed = Uint8Array.from(pdf);
  const at = Buffer.from(pdf).indexOf("<dc:title>") + 60;
  changed[at] = (changed[at] ?? 0) ^ 1;
  expect(judge(changed).signatures.map(({ verdict }) => verdict)).toEqual(["invalid", "invalid"]);
});

test("it says that it is PDF/A-2b, with metadata that name the licence and not its holder", () => {
  const text = Buffer.from(pdf).toString("utf8");
  for (const part of [
    "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>",
    "/GTS_PDFA1",
    `<dc:identifier>${identifier}</dc:identifier>`,
    `<lz:ZZBFJG>${organName}</lz:ZZBFJG>`,
    "<lz:ZZYXQJZRQ>99991231</lz:ZZYXQJZRQ>",
    `<lz:YJZY>${"ab".repeat(32)}</lz:YJZY>`,
  ])
    expect(text).toContain(part);
  expect(text).not.toContain("990101199001020014");
  expect(text).not.toContain("演示甲");
});

const has = (tool: string): boolean => spawnSync(tool, ["-v"]).error === undefined;
const hasPoppler = has("pdftotext") && has("pdfsig") && has("pdftoppm");
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "liangzheng-twin-"));
});
afterAll(() => rmSync(folder, { recursive: true }));
const put = (name: string, bytes: Uint8Array): string => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};

test.skipIf(!has("qpdf"))("qpdf finds no fault in it (skipped where there is no qpdf)", () => {
  for (const [name, bytes] of [
    ["signed.pdf", pdf],
    ["portrait.pdf", portrait.twin().bytes],
  ] as const)
    expect(execFileSync("qpdf", ["--check", put(name, bytes)], { encoding: "utf8" })).toContain("No syntax");
});

describe.skipIf(!hasPoppler)("Poppler (skipped where it is not on the path)", () => {
  const squeezed = (text: string): string => text.replace(/\s/g, "");

  test("calls the P-256 signature valid over the whole document, and not after a byte has changed", () => {
    const sig = (bytes: Uint8Array): string =>
      spawnSync("pdfsig", ["-nocert", put("signature.pdf", bytes)], { encoding: "utf8" }).stdout;
    const [whole = ""] = sig(pdf).split("Signature #2");
    expect(whole).toContain("Signature is Valid");
    expect(whole).toContain("Total document signed");
    const changed = Uint8Array.from(pdf);
    const at = Buffer.from(pdf).indexOf("<dc:title>") + 60;
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(sig(changed).split("Signature #2")[0]).toContain("Digest Mismatch");
  });

  test.each([
    ["landscape", landscape],
    ["portrait", portrait],
  ])("takes every printed text out of the %s page, and what the file is", (name, { document, twin }) => {
    const path = put(`${name}-text.pdf`, twin().bytes);
    const text = squeezed(execFileSync("pdftotext", ["-raw", path, "-"], { encoding: "utf8" }));
    for (const run of pageText(document, 0)) expect(text).toContain(squeezed(run.text));
    expect(text).toContain(`本文件为电子证照OFD原件的PDF副本，以原件为准证照标识${identifier}`);
  });

  test("has every font embedded, cut and readable as Unicode", () => {
    const rows = execFileSync("pdffonts", [put("fonts.pdf", pdf)], { encoding: "utf8" })
      .trim()
      .split("\n")
      .slice(2);
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) expect(row).toMatch(/CID TrueType +Identity-H +yes yes yes/);
  });

  describe.skipIf(!hasBrowser)("beside our own SVG in a browser (skipped where there is no Chromium)", () => {
    let looks: readonly Look[] = [];
    /** Of 255, over two millimetres square: measured up to 29; a text that is missing gives above 60. */
    const alike = 40;
    /** The line under the frame stands in the PDF alone. */
    const covered =
      '<rect x="22" y="100%" width="1000" height="6.5" transform="translate(0 -6.5)" fill="#fff"/>';
    const under = (svg: string): string => svg.replace(/<\/svg>\s*$/, `${covered}</svg>`);

    beforeAll(async () => {
      const pictures = [landscape, portrait].map(({ twin, svg }, i) => {
        const base = join(folder, `page-${i}`);
        execFileSync("pdftoppm", [
          "-r",
          "203.2",
          "-png",
          "-singlefile",
          put(`page-${i}.pdf`, twin().bytes),
          base,
        ]);
        const [, across = "", down = ""] = /viewBox="0 0 (\S+) (\S+)"/.exec(svg) ?? [];
        const page = pngPage(readFileSync(`${base}.png`), Number(across), Number(down));
        return { svg: under(page), larger: under(svg) };
      });
      const without = pictures.map(({ svg, larger }) => ({
        svg,
        larger: larger.replace(/>[^<]{4,}<\/text>/, "></text>"),
      }));
      looks = await look([...pictures, ...without]);
    }, 120_000);

    test("the page looks alike, and would not with a text missing", () => {
      expect(looks).toHaveLength(4);
      for (const one of looks.slice(0, 2)) expect(one.worstCell).toBeLessThan(alike);
      for (const one of looks.slice(2)) expect(one.worstCell).toBeGreaterThan(alike);
    });
  });
});

test("streams are whole: the profile says that it is one", () => {
  const bytes = Buffer.from(pdf);
  const at = bytes.indexOf("/N 3/Filter/FlateDecode");
  const start = bytes.indexOf("stream\n", at) + 7;
  expect(inflateSync(bytes.subarray(start)).subarray(36, 40).toString()).toBe("acsp");
});
