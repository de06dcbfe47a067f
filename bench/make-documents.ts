import { randomBytes } from "node:crypto";
import {
  beginSignature,
  type FontSource,
  prepareTemplate,
  unsignedParts,
  writeLicenceDocument,
  writeZip,
} from "@liangzheng/ofd";
import { makeTimeStampToken } from "@liangzheng/pki";
import { signWithSeal } from "@liangzheng/seal";
import { openFontBook } from "../server/src/platform/fonts/font-book.ts";
import { nodeWritePorts } from "../server/src/platform/fonts/write-ports.ts";
import { fastGm } from "../server/src/platform/gm/fast.ts";
import { anInput, aPhoto, benchTemplate } from "./bench-licence.ts";
import { makeBenchSeal } from "./bench-seal.ts";

const signedAt = new Date("2026-01-02T03:04:05Z");
export const random = (n: number): Uint8Array => new Uint8Array(randomBytes(n));
export const gm = fastGm(random);
const ports = nodeWritePorts((bytes) => gm.sm3(bytes));

export interface Made {
  readonly bytes: Uint8Array;
  readonly files: number;
}

/** What makes licences of one type, another one each turn, and by whose trust they are judged. */
export function prepareMaking() {
  const book = openFontBook();
  const { seal, signerCertificate, sign, stamper, trust } = makeBenchSeal(book, gm);
  const stamp = (value: Uint8Array): Uint8Array => {
    const content = { digest: gm.sm3(value), serial: random(16), time: signedAt, wantsCertificate: true };
    return makeTimeStampToken(content, stamper);
  };
  const maker = (
    fonts: FontSource,
    withPhoto: boolean,
    how: "unsealed" | "sealed" | "stamped" = "sealed",
    different = 256,
  ): (() => Made) => {
    const prepared = prepareTemplate(benchTemplate(), fonts, ports);
    const photo = withPhoto ? aPhoto() : undefined;
    const inputs = Array.from({ length: different }, (_, serial) => anInput(serial, photo));
    let turn = 0;
    return () => {
      const input = inputs[turn++ % inputs.length];
      if (input === undefined) throw new Error("no input");
      const document = writeLicenceDocument(prepared, input);
      if (how === "unsealed") {
        const parts = unsignedParts(document);
        return { bytes: writeZip(parts, signedAt, ports), files: parts.length };
      }
      const pending = beginSignature(document, {
        width: 40,
        height: 40,
        signedAt,
        provider: { name: "Liangzheng", version: "0.1", company: "Liangzheng" },
      });
      const signature = signWithSeal({
        seal,
        signerCertificate,
        time: signedAt,
        dataHash: gm.sm3(pending.signatureXml),
        propertyInfo: pending.propertyInfo,
        sign,
      });
      const token = how === "stamped" ? stamp(signature.value) : undefined;
      const entries = pending.finish(signature.finish(token));
      return { bytes: writeZip(entries, signedAt, ports), files: entries.length };
    };
  };
  return { book, maker, trust };
}
