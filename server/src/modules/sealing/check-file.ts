import { problems, type SealReport } from "@liangzheng/contract";
import type { Gm } from "@liangzheng/gm";
import { OfdError, openPackage, readDocument, renderPage, type Stamp } from "@liangzheng/ofd";
import { ProblemError } from "@liangzheng/problem";
import { type OfdReport, type Trust, verifyOfd } from "@liangzheng/seal";

/** Most pages drawn for a preview; the verdict covers all of them. */
const previewPages = 10;

/**
 * Judges a file that anybody sent, and draws its first pages with the seals on them. Nothing of it is kept.
 * @throws ProblemError `unreadable-file` when it is no OFD at all; whatever else is wrong stands in the report.
 */
export function checkFile(gm: Gm, file: Uint8Array, trust: Trust, now: Date): SealReport {
  const report = verifyOfd(file, { gm, trust, now });
  const drawn = drawPages(file, report, previewPages);
  if (
    drawn === undefined &&
    report.signatures.length === 0 &&
    report.checks.some(({ reason }) => reason === "not-a-package")
  ) {
    throw new ProblemError(problems.UnreadableFile, "this is not an OFD file");
  }
  return {
    verdict: report.verdict,
    summary: report.summary,
    checks: report.checks.map(plain),
    additions: [...report.additions],
    signatures: report.signatures.map((signature) => ({
      id: signature.id,
      verdict: signature.verdict,
      standard: signature.standard ?? "",
      sealName: signature.sealName ?? null,
      signer: signature.signer?.subject ?? null,
      maker: signature.maker?.subject ?? null,
      signedAt: signature.signedAt?.toISOString() ?? null,
      checks: signature.checks.map(plain),
    })),
    pages: drawn?.pages ?? [],
    pageCount: drawn?.count ?? 0,
  };
}

const plain = ({ name, result, reason, detail, clause }: OfdReport["checks"][number]) => ({
  name,
  result,
  ...(reason === undefined ? {} : { reason }),
  ...(detail === undefined ? {} : { detail }),
  ...(clause === undefined ? {} : { clause }),
});

/** The pages as SVG with the seals numbered as in the report; undefined when the file cannot be drawn. */
export function drawPages(
  file: Uint8Array,
  report: OfdReport | undefined,
  most: number,
): { pages: string[]; count: number } | undefined {
  try {
    const [document] = readDocument(openPackage(file));
    if (document === undefined) return undefined;
    const stamps = (report?.signatures ?? []).flatMap(stampsOf);
    const pages = document.pages.slice(0, most).map((_, index) => renderPage(document, index, { stamps }));
    return { pages, count: document.pages.length };
  } catch (error) {
    if (error instanceof OfdError) return undefined;
    throw error;
  }
}

/** Where a signature's seal stands, with the picture that is in it; a signature without a picture shows nothing. */
function stampsOf({ picture, stamps }: OfdReport["signatures"][number], index: number): Stamp[] {
  if (picture === undefined) return [];
  return stamps.map(({ pageRef, boundary: [x, y, width, height], clip }) => ({
    pageId: pageRef,
    boundary: { x, y, width, height },
    ...(clip === undefined ? {} : { clip: { x: clip[0], y: clip[1], width: clip[2], height: clip[3] } }),
    picture: { type: picture.type, bytes: picture.data, width, height },
    number: index + 1,
  }));
}
