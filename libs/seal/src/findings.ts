import { toHex } from "@liangzheng/bytes";
import type { FileKind } from "./file-kind.ts";
import { drawPreview, type SealPlace } from "./preview.ts";
import type { Check, Grade, SignatureReport, Verdict } from "./report.ts";
import { type FileQuestion, type FileReport, verifyFile } from "./verify-file.ts";

/** A report as plain data, to be sent or shown: dates as text, no bytes, nothing left out. */
export interface Findings {
  readonly kind: FileKind;
  /** SM3 of the file, hexadecimal. */
  readonly digest: string;
  readonly verdict: Verdict;
  readonly summary: Grade;
  readonly checks: Check[];
  readonly additions: string[];
  readonly signatures: SignatureFindings[];
  /** SVG of the first pages of an OFD. */
  readonly pages: string[];
  readonly pageCount: number;
}

export interface SignatureFindings {
  readonly id: string;
  readonly verdict: Verdict;
  readonly summary: Grade;
  readonly standard: string;
  readonly sealName: string | null;
  readonly signer: string | null;
  readonly maker: string | null;
  readonly signedAt: string | null;
  readonly stampedAt: string | null;
  readonly places: SealPlace[];
  readonly checks: Check[];
}

/** Verifies a file and tells all of it. A seal by itself stands under `signatures` as one that nobody has used. */
export function findingsOf(file: Uint8Array, question: FileQuestion, mostPages: number): Findings {
  const report = verifyFile(file, question);
  const { kind, verdict, summary, signatures } = report;
  const drawn = kind === "ofd" ? drawPreview(file, signatures, mostPages, question.ports) : undefined;
  return {
    kind,
    digest: toHex(question.gm.sm3(file)),
    verdict,
    summary,
    checks: report.seal === undefined ? report.checks.map(plain) : [],
    additions: [...report.additions],
    signatures: [
      ...signatures.map((one, at) => ({ ...tell(one), places: [...(drawn?.places[at] ?? [])] })),
      ...sealItself(report),
    ],
    pages: [...(drawn?.pages ?? [])],
    pageCount: drawn?.count ?? 0,
  };
}

const tell = (signature: SignatureReport): Omit<SignatureFindings, "places"> => ({
  id: signature.id,
  verdict: signature.verdict,
  summary: signature.grade,
  standard: signature.standard ?? "",
  sealName: signature.sealName ?? null,
  signer: signature.signer?.subject ?? null,
  maker: signature.maker?.subject ?? null,
  signedAt: signature.signedAt?.toISOString() ?? null,
  stampedAt: signature.stampedAt?.toISOString() ?? null,
  checks: signature.checks.map(plain),
});

function sealItself({ seal }: FileReport): SignatureFindings[] {
  if (seal === undefined) return [];
  const { verdict, grade, standard, sealName, maker, checks } = seal;
  return [
    {
      id: "",
      verdict,
      summary: grade,
      standard: standard ?? "",
      sealName: sealName ?? null,
      signer: null,
      maker: maker?.subject ?? null,
      signedAt: null,
      stampedAt: null,
      places: [],
      checks: checks.map(plain),
    },
  ];
}

const plain = ({ name, result, reason, detail, clause }: Check): Check => ({
  name,
  result,
  ...(reason === undefined ? {} : { reason }),
  ...(detail === undefined ? {} : { detail }),
  ...(clause === undefined ? {} : { clause }),
});
