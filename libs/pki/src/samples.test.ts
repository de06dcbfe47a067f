import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { Asn1Error, type Node, parse, parsePrefix } from "@liangzheng/asn1";
import { expect, test } from "vitest";
import { sm3, verify } from "../testing/sm2.ts";
import {
  type Certificate,
  CertificateError,
  checkSignature,
  formatName,
  parseCertificate,
  parseSignedData,
  type SignedData,
  verifySignerInfo,
} from "./index.ts";

const folder = join(import.meta.dirname, "../../../../shared/samples/ofd-sealed");
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".ofd")) : [];

/** Entries of a zip by its central directory: these are known files, so no limits are needed. */
function entriesOf(zip: Buffer): ReadonlyMap<string, Buffer> {
  const entries = new Map<string, Buffer>();
  const end = zip.lastIndexOf(Buffer.from("PK\x05\x06"));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [size, nameLength] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const data = zip.subarray(from, from + size);
    entries.set(name, zip.readUInt16LE(at + 10) === 0 ? data : inflateRawSync(data));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

/** Every certificate in a seal or a message, wherever it stands: as a sequence, or wrapped in an OCTET STRING. */
function certificatesIn(node: Node): readonly Certificate[] {
  const wrapped = node.tagClass === "universal" && node.tag === 4 && node.content[0] === 0x30;
  const der = wrapped ? node.content : node.raw;
  if (wrapped || (node.tag === 16 && node.children.length === 3 && node.children[0]?.tag === 16)) {
    try {
      return [parseCertificate(der)];
    } catch (error) {
      if (!(error instanceof CertificateError)) throw error;
    }
  }
  if (wrapped) {
    try {
      return certificatesIn(parse(node.content));
    } catch (error) {
      if (!(error instanceof Asn1Error)) throw error;
    }
  }
  return node.children.flatMap(certificatesIn);
}

const skipped = "(skipped without the sample folder)";
const contents = files.map((file) => [file, entriesOf(readFileSync(join(folder, file)))] as const);
const signedFiles = contents.flatMap(([file, entries]) =>
  [...entries]
    .filter(([name]) => /\.(dat|esl)$/i.test(name))
    .map(([name, data]) => ({ file, entries, name, data })),
);

test.skipIf(files.length === 0)(
  `certificates of other makers are read, one verifies itself ${skipped}`,
  () => {
    const found = new Map<string, Certificate>();
    for (const { data } of signedFiles) {
      if (data[0] !== 0x30) continue;
      for (const certificate of certificatesIn(parsePrefix(data))) {
        found.set(Buffer.from(certificate.raw).toString("base64"), certificate);
      }
    }
    const all = [...found.values()];
    expect(all.length).toBeGreaterThan(5);
    for (const certificate of all)
      expect(certificate.publicKey, formatName(certificate.subject)).toHaveLength(65);
    expect(all.map((each) => checkSignature(each, each.publicKeyInfo, verify))).toContain("good");
  },
);

test.skipIf(files.length === 0)(
  `every signed message of other makers verifies over what it covers ${skipped}`,
  () => {
    const verdicts = signedFiles.flatMap(({ file, entries, name, data }) => {
      let signedData: SignedData;
      try {
        signedData = parseSignedData(data);
      } catch (error) {
        if (!(error instanceof CertificateError)) throw error;
        return [];
      }
      const detached = entries.get(join(name, "../Signature.xml")) ?? entries.get("OFDEntries.xml");
      return signedData.signerInfos.map((signer) => {
        const report = verifySignerInfo({
          signedData,
          signer,
          ...(detached && { detached }),
          digest: sm3,
          verify,
        });
        const text = report.checks
          .map((check) => `${check.name} ${check.result} ${check.reason ?? ""}`)
          .join("; ");
        return [file, report.layout, report.verdict, text] as const;
      });
    });
    expect(verdicts.length).toBeGreaterThan(0);
    for (const [file, , verdict, text] of verdicts) expect(verdict, `${file}: ${text}`).toBe("valid");
  },
);
