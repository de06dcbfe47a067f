import type { Classify } from "./profile.ts";

/** Which step of issuing a frame belongs to. */
export const issueStep: Classify = ({ name, file }, within) => {
  if (name === "(garbage collector)") return "garbage collection";
  if (name === "(program)") return "outside JavaScript";
  if (file.endsWith("platform/vault.ts") || file.includes("sealed-bytes"))
    return "encryption of record and file";
  if (within === "encryption of record and file") return within;
  if (within === "time stamp" || file.startsWith("libs/pki/src/time-stamp/")) return "time stamp";
  if (/modules\/sealing\/(own-)?time-stamp(s|-store)\.ts$/.test(file)) return "time stamp";
  if (name === "contentFaults" || name === "completed") return "faults check";
  if (within === "SM2 signature" || file.startsWith("libs/gm/src/sm2-")) return "SM2 signature";
  if (name === "signerOf" || file.endsWith("sm2-keys.ts") || /native\.ts$/.test(file)) {
    return name.startsWith("sm3") ? "SM3" : name.startsWith("hmac") ? "keyed indexes" : "SM2 signature";
  }
  if (name === "subset" || within === "font subset") return "font subset";
  if (name === "deflate" || name === "deflateOnce" || name === "crc32" || file.endsWith("write/zip.ts"))
    return "deflate and ZIP";
  if (file.includes("node_modules/qr/")) return "QR code";
  if (file.startsWith("libs/ofd/")) return "layout and XML";
  if (file.startsWith("libs/seal/") || file.startsWith("libs/asn1/")) return "seal and signature as DER";
  if (
    file.endsWith("platform/files.ts") ||
    file.endsWith("state-file.ts") ||
    file.startsWith("node:internal/fs")
  )
    return "file store";
  if (file.includes("node_modules/kysely/") || file.endsWith("/store.ts")) return "statements: building";
  if (file.includes("node_modules/pg")) return "statements: driver";
  if (file.startsWith("node:net") || file.startsWith("node:internal/stream"))
    return within ?? "statements: driver";
  if (file.startsWith("server/") || file.startsWith("libs/")) return "use case (rest)";
  return undefined;
};
