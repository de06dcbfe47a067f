import { oids } from "@liangzheng/pki";
import { inOrder } from "./checklist.ts";
import { type FileKind, readKind } from "./file-kind.ts";
import { verifyPdf } from "./pdf/verify-pdf.ts";
import type { OfdReport, SignatureReport } from "./report.ts";
import { readTrust } from "./trust.ts";
import { judgeFile, judgeSignature } from "./verdict.ts";
import { type OfdQuestion, verifyOfd } from "./verify-ofd.ts";
import { type SealReport, verifySeal } from "./verify-seal.ts";
import { sealSignatureOutcome, signedDataOutcome, type ValueOutcome } from "./verify-signature.ts";

export interface FileQuestion extends OfdQuestion {
  /** What a signature by itself is over, where the asker has it: Signature.xml of a seal signature, the text of a message. */
  readonly content?: Uint8Array;
}

/** A report of the same shape whatever the file is; `seal` for a seal by itself, whose checks stand under `checks` too. */
export interface FileReport extends OfdReport {
  readonly kind: FileKind;
  readonly seal?: SealReport;
}

/**
 * Verifies whatever is given, told by its content: an OFD file, a seal (SESeal), a seal signature (SES_Signature), a GB/T
 * 35275 or CMS message, a PDF. A signature without what it is over is at best indeterminate, and says so. Never throws for what the bytes hold; bounded as `verifyOfd` is.
 */
export function verifyFile(bytes: Uint8Array, question: FileQuestion): FileReport {
  const file = readKind(bytes);
  const { gm, now, content } = question;
  const { kind } = file;
  switch (kind) {
    case "ofd":
      return { kind, ...verifyOfd(bytes, question) };
    case "seal": {
      const seal = verifySeal(bytes, { gm, trust: question.trust, at: now });
      const { verdict, grade, checks } = seal;
      return { kind, verdict, summary: grade, signatures: [], checks, additions: [], seal };
    }
    case "seal-signature": {
      const trust = readTrust(question.trust);
      const outcome = sealSignatureOutcome(file.signature, { gm, now, trust, content });
      return ofSignature(kind, "seal", outcome, question);
    }
    case "signed-data": {
      const trust = readTrust(question.trust);
      const { signedData } = file;
      // No signature covers the version: GB/T 35275 has one; by RFC 5652 §5.1 it follows from what the message holds.
      const versions = signedData.contentInfoType === oids.signedData ? [1, 3, 4, 5] : [1];
      const outcome = signedDataOutcome(signedData, { gm, now, trust, content, versions });
      return ofSignature(kind, "sign", outcome, question);
    }
    case "pdf":
      return { kind, ...verifyPdf(bytes, question) };
    case "other":
      // As a package it is none, and says so in the words for a file that cannot be read.
      return { kind, ...verifyOfd(bytes, question) };
  }
}

function ofSignature(
  kind: FileKind,
  type: SignatureReport["type"],
  { checks, facts }: ValueOutcome,
  { trust }: FileQuestion,
): FileReport {
  const judged = judgeSignature(checks, trust.requireRevocation === true);
  const signature: SignatureReport = {
    id: "",
    type,
    path: "",
    ...judged,
    checks: inOrder(checks),
    stamps: [],
    covers: [],
    ...facts,
  };
  return { kind, ...judgeFile([judged], []), signatures: [signature], checks: [], additions: [] };
}
