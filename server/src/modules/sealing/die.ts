import { decodeUtf8, encodeUtf8, fromBase64, toBase64 } from "@liangzheng/bytes";
import type { Box } from "../../platform/vault.ts";
import type { SealRow } from "./store.ts";

/** What is shown of a made seal: certificate, the seal itself, its picture. The key is not among it. */
export interface Die {
  readonly signerCertificate: Uint8Array;
  /** DER of the SESeal. */
  readonly seal: Uint8Array;
  readonly pictureSvg: string;
}

const about = (sealId: string): string => `die/${sealId}`;

/** A name seal shows a person's name in all three: they are sealed, and stand nowhere in plain. */
export const closeDie = (box: Pick<Box, "seal">, sealId: string, die: Die): Uint8Array =>
  box.seal(
    encodeUtf8(
      JSON.stringify({
        signerCertificate: toBase64(die.signerCertificate),
        seal: toBase64(die.seal),
        pictureSvg: die.pictureSvg,
      }),
    ),
    about(sealId),
  );

/** Nothing while the seal is not made. */
export function openDie(
  box: Pick<Box, "open">,
  row: Pick<SealRow, "sealId" | "closedDie" | "signerCertificate" | "seal" | "pictureSvg">,
): Die | null {
  const { sealId, closedDie, signerCertificate, seal, pictureSvg } = row;
  if (closedDie !== null) {
    const closed = JSON.parse(decodeUtf8(box.open(closedDie, about(sealId)))) as Record<keyof Die, string>;
    return {
      signerCertificate: fromBase64(closed.signerCertificate),
      seal: fromBase64(closed.seal),
      pictureSvg: closed.pictureSvg,
    };
  }
  return signerCertificate === null || seal === null || pictureSvg === null
    ? null
    : { signerCertificate, seal, pictureSvg };
}
