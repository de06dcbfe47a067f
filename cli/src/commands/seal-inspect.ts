import { readFile, stat } from "node:fs/promises";
import { toHex } from "@liangzheng/bytes";
import { OfdError, type OfdPackage, openPackage } from "@liangzheng/ofd";
import { CertificateError, formatName, formatSerial, parseCertificate } from "@liangzheng/pki";
import { parseSeal, parseSealSignature, type Seal, SealError } from "@liangzheng/seal";
import type { Run } from "../run-command.ts";
import { plain } from "../verification/verdict-text.ts";
import { onlyFile, parseOptions, reasonOf } from "./ofd-file.ts";

/** Larger is no seal and no document of ours. */
const mostBytes = 64 * 1024 * 1024;

/** `liangzheng seal inspect`: what the seals in a file say of themselves; nothing is verified. */
export const inspect: Run = async (args, { out, err }) => {
  const { values, positionals } = parseOptions(args, { json: { type: "boolean", default: false } });
  const path = onlyFile(positionals);
  try {
    const found = await stat(path);
    if (!found.isFile() || found.size > mostBytes) {
      err(`${plain(path)}: ${found.isFile() ? "too-large" : "not a file"}\n`);
      return 3;
    }
    const seals = sealsIn(new Uint8Array(await readFile(path)));
    if (values.json) out(`${JSON.stringify({ file: path, seals: seals.map(describe) }, undefined, 2)}\n`);
    else out(seals.map(sealText).join("\n"));
    if (seals.length === 0) err(`${plain(path)}: no seal\n`);
    return seals.length > 0 ? 0 : 2;
  } catch (error) {
    err(`${plain(path)}: ${reasonOf(error)}\n`);
    return 3;
  }
};

interface FoundSeal {
  /** The entry of a package it stands in; empty for the file itself. */
  readonly path: string;
  readonly seal: Seal;
}

/** Told by content: in a package every entry that is a seal or holds one, each seal once. */
function sealsIn(bytes: Uint8Array): readonly FoundSeal[] {
  const own = sealOf(bytes);
  if (own !== undefined) return [{ path: "", seal: own }];
  // DER that is no seal is not tried as a package: "no seal" says more than "no zip".
  if (bytes[0] === 0x30) return [];
  const file: OfdPackage = openPackage(bytes);
  const seen = new Set<string>();
  return file.paths.flatMap((path) => {
    const content = findEntry(file, path);
    const seal = content?.[0] === 0x30 ? sealOf(content) : undefined;
    const name = seal && toHex(seal.raw);
    if (seal === undefined || name === undefined || seen.has(name)) return [];
    seen.add(name);
    return [{ path, seal }];
  });
}

function findEntry(file: OfdPackage, path: string): Uint8Array | undefined {
  try {
    return file.read(path);
  } catch (error) {
    if (error instanceof OfdError) return undefined;
    throw error;
  }
}

function sealOf(bytes: Uint8Array): Seal | undefined {
  for (const read of [(der: Uint8Array) => parseSealSignature(der).seal, parseSeal]) {
    try {
      return read(bytes);
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
    }
  }
  return undefined;
}

function describe({ path, seal: found }: FoundSeal) {
  const { standard, header, esId, property, picture, extDatas, signatureAlgorithm, makerCertificate } = found;
  const list = "list" in property ? property.list : { kind: "certificates" as const, ...property };
  return {
    ...(path === "" ? {} : { path }),
    standard,
    header: `${header.id} ${header.version}, ${header.vid}`,
    number: esId,
    name: property.name,
    type: property.type,
    created: property.createDate.toISOString(),
    valid: `${property.validStart.toISOString()} – ${property.validEnd.toISOString()}`,
    picture: `${picture.type}, ${picture.width} × ${picture.height} mm, ${picture.data.length} bytes`,
    signers:
      list.kind === "certificates"
        ? list.certificates.map(describeCertificate)
        : list.digests.map(({ type, value }) => `${type} ${toHex(value)}`),
    maker: describeCertificate(makerCertificate),
    signatureAlgorithm,
    extensions: extDatas.map(
      ({ id, critical, value }) => `${id}${critical ? ", critical" : ""}, ${value.length} bytes`,
    ),
    timeStamp: "timeStamp" in found && found.timeStamp !== undefined,
  };
}

function describeCertificate(der: Uint8Array): string {
  try {
    const { subject, serial, notBefore, notAfter } = parseCertificate(der);
    const term = [notBefore, notAfter].map((day) => day.toISOString().slice(0, 10)).join(" – ");
    return `${formatName(subject)}, ${formatSerial(serial)}, ${term}`;
  } catch (error) {
    if (error instanceof CertificateError) return "unreadable";
    throw error;
  }
}

/** One line for each fact. */
export const sealText = (found: FoundSeal): string =>
  Object.entries(describe(found))
    .flatMap(([name, value]) => [value].flat().map((one) => `${name.padEnd(18)} ${plain(String(one))}\n`))
    .join("");
