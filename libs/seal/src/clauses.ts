import type { CheckName } from "./report.ts";

/** The clause each check answers to. GM/T 0031-2014 is cited where its wording is known; GB/T 38540 7.3 keeps its order. */
export const clauses: Readonly<Partial<Record<CheckName, string>>> = {
  format: "GM/T 0031-2014 6.2.3 a",
  algorithms: "GB/T 33190-2016 18",
  "data-hash": "GM/T 0031-2014 6.2.3 e",
  references: "GB/T 33190-2016 18",
  "signature-value": "GM/T 0031-2014 6.2.3 b",
  "signer-in-seal": "GM/T 0031-2014 6.2.2",
  "seal-signature": "GM/T 0031-2014 6.1.2",
  "seal-file": "GB/T 33190-2016 18",
  "signer-chain": "GM/T 0031-2014 6.2.3 c",
  "signer-key-usage": "GM/T 0031-2014 6.2.3 c",
  "signer-validity": "GM/T 0031-2014 6.2.3 d",
  "signer-revocation": "GM/T 0031-2014 6.2.3 d",
  "maker-chain": "GM/T 0031-2014 6.1.2",
  "maker-key-usage": "GM/T 0031-2014 6.1.2",
  "maker-validity": "GM/T 0031-2014 6.1.2",
  "maker-revocation": "GM/T 0031-2014 6.1.2",
  "seal-validity": "GM/T 0031-2014 6.2.3 f",
  version: "GB/T 38540-2020 7.3",
  stamps: "GB/T 33190-2016 18",
  "signature-list": "GB/T 33190-2016 18",
  "integrity-protection": "GM/T 0099-2020 7.4",
};
