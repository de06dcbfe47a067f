import { openPdf, PdfReadError } from "@liangzheng/pdf";
import { type FileQuestion, type FileReport, verifyFile } from "@liangzheng/seal";
import { textOf } from "../../libs/pdf/testing/small-pdf.ts";
import { claimsOf, GenuineClaims } from "../claims.ts";
import { algorithms, now, pdfs, trust } from "../corpus.ts";
import { mutatePdf } from "../mutation/pdf.ts";
import { attempt, type Outcome, type Target } from "../target.ts";

const question: FileQuestion = { gm: algorithms, trust, now };
type Verify = (bytes: Uint8Array, question: FileQuestion) => FileReport;

/**
 * Signed PDFs: read, judged, and what a valid one claims.
 * @throws Error when a file of the corpus does not come out valid.
 */
export function pdfTargets(verify: Verify = verifyFile): readonly Target[] {
  const claims = new GenuineClaims();
  for (const bytes of pdfs.flatMap(revisionsOf)) {
    const report = verifyFile(bytes, question);
    if (!report.verdict.startsWith("valid")) continue;
    // Whoever holds a file can take its time stamps away, and add what is told of.
    const unstamped = report.signatures.map(({ stampedAt: _, ...rest }) => rest);
    const others = unstamped.filter(({ standard }) => standard !== "ETSI.RFC3161");
    for (const signatures of [report.signatures, unstamped, others]) {
      for (const additions of [report.additions, ["something"]]) {
        claims.add(claimsOf(bytes, { ...report, signatures, additions }));
      }
    }
  }
  for (const bytes of pdfs) {
    const { verdict, summary } = verifyFile(bytes, question);
    if (!verdict.startsWith("valid")) throw new Error(`not genuine: a PDF: ${summary}`);
  }
  return [
    {
      name: "pdf",
      weight: 16,
      make: (chance) => mutatePdf(chance.pick(pdfs), chance, chance.pick(pdfs)),
      run(input): Outcome {
        const file = attempt(PdfReadError, () => openPdf(input));
        for (const number of file?.entries.keys() ?? []) attempt(PdfReadError, () => file?.object(number));
        const report = verify(input, question);
        if (!report.verdict.startsWith("valid")) return { word: report.summary };
        const wrong = claims.findFalse(claimsOf(input, report));
        return { word: report.summary, ...(wrong !== undefined && { wrong: `not genuine: ${wrong}` }) };
      },
    },
  ];
}

/** A file, and what it was after each of its updates: whoever cuts one off has a genuine file. */
const revisionsOf = (bytes: Uint8Array): readonly Uint8Array[] =>
  [...textOf(bytes).matchAll(/%%EOF\n?/g)].map(({ 0: { length }, index }) =>
    bytes.subarray(0, index + length),
  );
