import { Asn1Error, type Node, parse } from "@liangzheng/asn1";
import { type FileReport, verifyFile } from "@liangzheng/seal";
import { attempt, type Target } from "../target.ts";
import { derTargets } from "../targets/der.ts";
import { pdfTargets } from "../targets/pdf.ts";
import { sealedTargets } from "../targets/sealed.ts";

/** A parser that falls over a tag it did not expect, instead of refusing it. */
function fall(node: Node): void {
  if (node.tagClass === "universal" && node.tag === 0x1e) throw new TypeError("no reader for this tag");
  for (const child of node.children) fall(child);
}

const fallen = derTargets
  .filter(({ name }) => name === "der")
  .map((target) => ({
    ...target,
    weight: 40,
    run(input: Uint8Array) {
      const root = attempt(Asn1Error, () => parse(input));
      if (root !== undefined) fall(root);
      return target.run(input);
    },
  }));

/** A verifier that reads the references of a signature and does not compare their digests. */
function withoutReferences(report: FileReport): FileReport {
  const failed = [...report.checks, ...report.signatures.flatMap(({ checks }) => checks)].filter(
    ({ result }) => result === "fail",
  );
  // Without intact references nothing is covered: the second check fails with the first.
  const unchecked =
    failed.length > 0 && failed.every(({ name }) => name === "references" || name === "coverage");
  return unchecked ? { ...report, verdict: "valid", summary: "trusted" } : report;
}

/** A verifier of PDFs that believes the newest table, whatever it makes of what was signed. */
function withoutLaterChanges(report: FileReport): FileReport {
  const failed = [...report.checks, ...report.signatures.flatMap(({ checks }) => checks)].filter(
    ({ result }) => result === "fail",
  );
  const unchecked = failed.length > 0 && failed.every(({ name }) => name === "later-changes");
  return unchecked ? { ...report, verdict: "valid", summary: "trusted" } : report;
}

const packagesOf = (name: string, made: readonly Target[]): readonly Target[] =>
  made.filter((target) => target.name === "sealed").map((target) => ({ ...target, name }));

export const targets: readonly Target[] = [
  ...fallen,
  ...pdfTargets((bytes, question) => withoutLaterChanges(verifyFile(bytes, question))).map((target) => ({
    ...target,
    name: "later changes unchecked",
  })),
  ...packagesOf(
    "references unchecked",
    sealedTargets((bytes, question) => withoutReferences(verifyFile(bytes, question))),
  ),
  // Every digest is compared and every signature taken for good: only inputs with all digests mended tell.
  ...packagesOf(
    "signatures unchecked",
    sealedTargets((bytes, question) =>
      verifyFile(bytes, { ...question, gm: { ...question.gm, verify: () => true } }),
    ),
  ),
];
