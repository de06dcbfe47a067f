import { issueStep } from "./issue-step.ts";
import type { Classify } from "./profile.ts";

/** Which step of making a document a frame belongs to: those of issuing, without a database around them. */
export const createStep: Classify = (frame, within) =>
  frame.file.startsWith("bench/") ? "other" : issueStep(frame, within);

/** Which step of verifying a frame belongs to. */
export const verifyStep: Classify = ({ name, file }, within) => {
  if (name === "(garbage collector)") return "garbage collection";
  if (name === "(program)") return "outside JavaScript";
  if (within === "SM2" || file.startsWith("libs/gm/src/sm2-")) return "SM2";
  if (file.endsWith("gm/native.ts") || file.endsWith("sm2-keys.ts"))
    return name === "sm3" ? "SM3" : within === "SM3" ? within : "SM2";
  if (file.includes("container/inflate") || file.includes("container/huffman")) return "inflate";
  if (file.startsWith("libs/ofd/src/container/")) return "ZIP";
  if (file.startsWith("libs/ofd/src/xml/")) return "XML";
  if (file.startsWith("libs/ofd/")) return "OFD structure";
  if (file.startsWith("libs/pki/") || file.startsWith("libs/asn1/")) return "certificates and DER";
  if (file.startsWith("libs/bytes/")) return within ?? "checks (rest)";
  if (file.startsWith("libs/seal/")) return "checks (rest)";
  return undefined;
};
