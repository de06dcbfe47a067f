import { beginSignature, type LicenceDocument, type ZipEntry } from "@liangzheng/ofd";
import { makeSealSignature } from "../src/index.ts";
import { gm, signedAt, signer } from "./people.ts";

/** The entries of a licence as the writer makes it, sealed by the signer with this seal of 40 mm. */
export function sealLicence(document: LicenceDocument, seal: Uint8Array): readonly ZipEntry[] {
  const pending = beginSignature(document, {
    width: 40,
    height: 40,
    signedAt,
    provider: { name: "Liangzheng", version: "0.1", company: "Liangzheng" },
  });
  return pending.finish(
    makeSealSignature({
      seal,
      signerCertificate: signer.certificate.raw,
      time: signedAt,
      dataHash: gm.sm3(pending.signatureXml),
      propertyInfo: pending.propertyInfo,
      sign: signer.sign,
    }),
  );
}
