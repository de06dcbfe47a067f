import { parseArgs } from "node:util";
import type { FileKind } from "@liangzheng/seal";
import { type Run, UsageError } from "../run-command.ts";
import { BoundedVerifier, type Verifier } from "../verification/bounded-verifier.ts";
import { readCertificates, readCrls } from "../verification/certificate-files.ts";
import { exitCodes, type FileVerdict, judgeFile, worst } from "../verification/file-verdict.ts";
import { joinTrust, readContent, readTrustFile } from "../verification/trust-files.ts";
import { formatJson } from "../verification/verdict-json.ts";
import { formatVerdict, type Language } from "../verification/verdict-text.ts";

const usage = `usage: liangzheng verify FILE… [options]
       liangzheng seal verify FILE.esl|SignedValue.dat… [options]   of seals and seal signatures alone

  --trust FILE       whom to trust: certificates, PEM or DER, or a trust list; may be repeated
  --trust-keeper HEX SM3 of the public key that every trust list must be signed with
  --maker FILE       certificates to trust for makers of seals, if others than --trust
  --crl FILE         revocation lists, PEM or DER; may be repeated
  --content FILE     what a signature by itself is over
  --require-crl      without a revocation list a signature stays undecided
  --integrity-only   ask only whether what is signed is unchanged
  --strict           files beside what is signed make the file invalid
  --at TIME          judge as of this time (ISO 8601) instead of now
  --lang zh|en       language of the report
  --json             the report for programs

exit code: 0 valid, 1 invalid, 2 undecided, 3 unreadable; of several files the worst: 1, 3, 2, 0
`;

/** `liangzheng verify`: every check of every signature of each file (OFD, seal, seal signature, signed message), by whom `open` gives for the run. With `kinds`, a file of another kind is not judged. */
export const verifyWith =
  (open: () => Verifier, kinds?: readonly FileKind[]): Run =>
  async (args, { out }) => {
    const { values, positionals } = parse(args);
    if (values.help) {
      out(usage);
      return 0;
    }
    if (positionals.length === 0) throw new UsageError(`no file given\n\n${usage}`);
    const language = readLanguage(values.lang);
    const now = readTime(values.at);
    const trust = {
      ...joinTrust(
        await Promise.all(values.trust.map((path) => readTrustFile(path, values["trust-keeper"], now))),
        await readAll(values.maker, readCertificates),
        await readAll(values.crl, readCrls),
      ),
      requireRevocation: values["require-crl"],
    };
    const content = values.content === undefined ? undefined : await readContent(values.content);
    const policy = { strict: values.strict, integrityOnly: values["integrity-only"], kinds };
    const verifier = open();
    const verdicts: FileVerdict[] = [];
    try {
      for (const path of positionals) {
        const verdict = judgeFile(path, await verifier.verify({ path, trust, now, content }), policy);
        verdicts.push(verdict);
        if (!values.json) out(formatVerdict(verdict, language));
      }
    } finally {
      await verifier.close();
    }
    const exit = exitCodes[worst(verdicts.map(({ outcome }) => outcome))];
    if (values.json) out(formatJson(verdicts, exit));
    return exit;
  };

/** The files of strangers are judged in a thread of their own. */
export const verify: Run = verifyWith(() => new BoundedVerifier());

/** What `liangzheng seal verify` takes. */
export const sealFiles: readonly FileKind[] = ["seal", "seal-signature"];

function parse(args: readonly string[]) {
  const flag = { type: "boolean", default: false } as const;
  const files = { type: "string", multiple: true, default: [] as string[] } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        trust: files,
        maker: files,
        crl: files,
        "trust-keeper": { type: "string" },
        content: { type: "string" },
        at: { type: "string" },
        lang: { type: "string" },
        "require-crl": flag,
        "integrity-only": flag,
        strict: flag,
        json: flag,
        help: { ...flag, short: "h" },
      },
    });
  } catch (cause) {
    throw new UsageError(`${cause instanceof Error ? cause.message : "bad option"}\n\n${usage}`, { cause });
  }
}

async function readAll(
  paths: readonly string[],
  read: (path: string) => Promise<readonly Uint8Array[]>,
): Promise<readonly Uint8Array[]> {
  return (await Promise.all(paths.map(read))).flat();
}

function readTime(text: string | undefined): Date {
  if (text === undefined) return new Date();
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new UsageError("--at is no time in ISO 8601");
  return time;
}

export function readLanguage(text: string | undefined): Language {
  if (text === "zh" || text === "en") return text;
  if (text !== undefined) throw new UsageError("--lang is zh or en");
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  return (LC_ALL || LC_MESSAGES || LANG || "").startsWith("zh") ? "zh" : "en";
}
