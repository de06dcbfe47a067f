import { OfdError, type OfdPackage, parseXml, resolvePath } from "@liangzheng/ofd";
import { CertificateError, parseSignedData } from "@liangzheng/pki";
import { fail, pass, unknown } from "./checklist.ts";
import type { Check } from "./report.ts";
import { checkSignedData, type SignedDataQuestion } from "./signed-data-checks.ts";

const name = "integrity-protection";
const path = "/OFDEntries.xml";

/** A GM/T 0099-2020 integrity file: the names of the files of a package, and a signature over these names. */
export interface IntegrityFile {
  /** Where the signed value is. */
  readonly value: string | undefined;
  /** Those it names. */
  readonly files: readonly string[];
}

/** `undefined` where there is none; one that cannot be read names nothing. */
export function findIntegrityFile(file: OfdPackage): IntegrityFile | undefined {
  if (!file.has(path)) return undefined;
  const unreadable = { value: undefined, files: [] };
  try {
    const root = parseXml(file.read(path));
    if (root.name !== "DocEntries") return unreadable;
    const link = root.children.find((child) => child.name === "SignedValueLoc")?.text.trim();
    const listed = root.children
      .filter((child) => child.name === "FileList")
      .flatMap(({ children }) => children.filter((child) => child.name === "File"));
    return {
      value: link === undefined ? undefined : resolvePath(path, link),
      files: listed.map(({ attributes }) => resolvePath(path, attributes.get("FileLoc") ?? "")),
    };
  } catch (error) {
    if (error instanceof OfdError) return unreadable;
    throw error;
  }
}

/**
 * Whether the names are signed and the package has these files and no other, but for those of seals set later. That is
 * all an integrity file says: of what the files hold it proves nothing, so that it never makes a document signed.
 */
export function checkIntegrityFile(
  file: OfdPackage,
  { value, files }: IntegrityFile,
  own: ReadonlySet<string>,
  question: Pick<SignedDataQuestion, "gm" | "trust" | "now">,
): readonly Check[] {
  const known = new Set([path, value, ...files]);
  const missing = files.filter((one) => !file.has(one));
  const added = file.paths.filter((one) => !known.has(one) && !own.has(one));
  const told = (paths: readonly string[]): string => paths.slice(0, 20).join(" ");
  return [
    valueCheck(file, value, question),
    ...(missing.length > 0 ? [fail(name, "integrity-file-missing", told(missing))] : []),
    ...(added.length > 0 ? [fail(name, "integrity-file-added", told(added))] : []),
    unknown(name, "integrity-names-only"),
  ];
}

function valueCheck(
  file: OfdPackage,
  value: string | undefined,
  question: Pick<SignedDataQuestion, "gm" | "trust" | "now">,
): Check {
  if (value === undefined || !file.has(value)) return fail(name, "file-missing", value);
  try {
    const { checks } = checkSignedData({
      ...question,
      signedData: parseSignedData(file.read(value)),
      document: file.read(path),
      statedTime: undefined,
      versions: [1],
    });
    // Who signed the names is told by nobody's list: what counts is that they are the names that were signed.
    const broken = checks.find(
      (check) =>
        check.result === "fail" &&
        ["format", "data-hash", "signature-value", "algorithms"].includes(check.name),
    );
    if (broken !== undefined) return fail(name, broken.reason ?? "signature-wrong");
    const open = checks.find((check) => check.result === "unknown" && check.name === "signature-value");
    return open === undefined ? pass(name) : unknown(name, open.reason ?? "no-certificate");
  } catch (error) {
    // There are values in the wild that are no message of GB/T 35275: what cannot be read proves nothing either way.
    if (error instanceof CertificateError || error instanceof OfdError)
      return unknown(name, "bad-signed-value");
    throw error;
  }
}
