import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { CertificateError, formatName, parseCertificate, verifyChain } from "@liangzheng/pki";
import { parseReceipt, type Receipt, TlogError, verifyReceipt } from "@liangzheng/tlog";
import { type Run, UsageError } from "../run-command.ts";
import { readCrls } from "../verification/certificate-files.ts";
import { exitCodes, type Outcome } from "../verification/file-verdict.ts";
import { hostAlgorithms } from "../verification/host-algorithms.ts";
import { joinTrust, readTrustFile } from "../verification/trust-files.ts";
import { type Language, plain } from "../verification/verdict-text.ts";
import { readLanguage } from "./verify.ts";

const usage = `usage: liangzheng receipt verify FILE [options]

  --trust FILE       whom to trust: certificates, PEM or DER, or a trust list; may be repeated
  --crl FILE         revocation lists, PEM or DER; may be repeated
  --lang zh|en       language of the report
  --json             the report for programs

exit code: 0 valid, 1 invalid, 2 undecided, 3 unreadable
`;

/** A receipt is a few kilobytes. */
const largest = 1024 * 1024;

const words = {
  inclusion: { zh: "这条用证记录在日志中", en: "the log has this use" },
  "log-key": { zh: "日志的公钥就是证书中的公钥", en: "the log's key is the certificate's" },
  "checkpoint-signature": { zh: "日志的签名正确", en: "the log's signature is right" },
  "log-certificate": { zh: "日志的证书可信", en: "the log's certificate is trusted" },
} as const;
const verdicts = {
  valid: { zh: "有效:这次用证确有记录,且记录未被改动", en: "valid: this use is on record, unchanged" },
  invalid: { zh: "无效:与日志不符", en: "invalid: it is not what the log has" },
  indeterminate: {
    zh: "无法判定:不信任记录这份日志的平台",
    en: "undecided: the platform that kept the log is not trusted",
  },
  unreadable: { zh: "无法读取:不是用证回执", en: "unreadable: no receipt" },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;
const signs = { pass: "✓", fail: "✗", unknown: "?" } as const;

interface Told {
  readonly name: keyof typeof words;
  readonly result: keyof typeof signs;
  readonly detail?: string;
}

/** `liangzheng receipt verify`: whether a use is in the log, by the receipt and whom one trusts alone. */
export const receipt: Run = async (args, { out }) => {
  const { values, positionals } = parse(args);
  const [verb, path, ...more] = positionals;
  if (values.help) {
    out(usage);
    return 0;
  }
  if (verb !== "verify" || path === undefined || more.length > 0)
    throw new UsageError(`a verb and a file\n\n${usage}`);
  const language = readLanguage(values.lang);
  const now = new Date();
  const trust = joinTrust(
    await Promise.all(values.trust.map((file) => readTrustFile(file, undefined, now))),
    [],
    (await Promise.all(values.crl.map(readCrls))).flat(),
  );
  const read = await readReceipt(path);
  const checks = read === undefined ? [] : judge(read, trust.anchors, trust.crls);
  const verdict = read === undefined ? "unreadable" : verdictOf(checks);
  if (values.json) {
    out(
      `${JSON.stringify({ file: path, verdict, checks, entry: read?.entry, log: read && logOf(read) }, null, 2)}\n`,
    );
    return exitCodes[verdict];
  }
  out(`${plain(path)}: ${verdicts[verdict][language]} [${verdict}]\n`);
  for (const { name, result, detail } of checks)
    out(`  ${signs[result]} ${words[name][language]}${detail === undefined ? "" : ` (${plain(detail)})`}\n`);
  if (read !== undefined) {
    const { origin, size, at } = logOf(read);
    out(`  ${plain(origin)}, ${size}, ${at}\n`);
    for (const [name, value] of Object.entries(read.entry as Record<string, unknown>))
      out(`    ${plain(name)}: ${plain(typeof value === "string" ? value : JSON.stringify(value))}\n`);
  }
  return exitCodes[verdict];
};

const logOf = ({ checkpoint: { origin, size, at }, leafIndex }: Receipt) => ({
  origin,
  leafIndex,
  size,
  at: at.toISOString(),
});

function parse(args: readonly string[]) {
  const flag = { type: "boolean", default: false } as const;
  const files = { type: "string", multiple: true, default: [] as string[] } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        trust: files,
        crl: files,
        lang: { type: "string" },
        json: flag,
        help: { ...flag, short: "h" },
      },
    });
  } catch (cause) {
    throw new UsageError(`${cause instanceof Error ? cause.message : "bad option"}\n\n${usage}`, { cause });
  }
}

/** @returns undefined for what is no receipt. */
async function readReceipt(path: string): Promise<Receipt | undefined> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new UsageError(`cannot read ${path}`, { cause });
  });
  if (bytes.length > largest) return undefined;
  try {
    return parseReceipt(JSON.parse(bytes.toString("utf8")));
  } catch (error) {
    if (error instanceof TlogError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The log's key is believed by its chain at the time of the checkpoint. */
function judge(
  read: Receipt,
  anchors: Parameters<typeof verifyChain>[0]["anchors"],
  crls: Parameters<typeof verifyChain>[0]["crls"],
): readonly Told[] {
  const { sm3, verify } = hostAlgorithms();
  const [leaf, ...pool] = read.certificates;
  const publicKey = leaf === undefined ? undefined : findKey(leaf);
  const told = verifyReceipt(read, {
    digest: (bytes) => sm3(bytes),
    publicKey: publicKey ?? new Uint8Array(0),
    verify: (key, message, signature) => key.length > 0 && verify(key, message, signature),
  });
  if (leaf === undefined || publicKey === undefined)
    return [...told, { name: "log-certificate", result: "fail" }];
  const { checks, chain } = verifyChain({
    leaf,
    pool,
    anchors,
    crls,
    at: read.checkpoint.at,
    keyUsage: ["digital-signature", "non-repudiation"],
    verify,
  });
  // Without a list nobody can tell of a revocation; that the chain ends with somebody trusted is what counts here.
  const asked = checks.filter(({ name }) => crls.length > 0 || name !== "revocation");
  const result = verdictOf(asked);
  return [
    ...told,
    {
      name: "log-certificate",
      result: result === "valid" ? "pass" : result === "invalid" ? "fail" : "unknown",
      ...(chain[0] && { detail: formatName(chain[0].subject) }),
    },
  ];
}

function findKey(der: Uint8Array): Uint8Array | undefined {
  try {
    return parseCertificate(der).publicKey;
  } catch (error) {
    if (error instanceof CertificateError) return undefined;
    throw error;
  }
}

const verdictOf = (
  checks: readonly { readonly result: keyof typeof signs }[],
): Exclude<Outcome, "unreadable"> =>
  checks.some(({ result }) => result === "fail")
    ? "invalid"
    : checks.some(({ result }) => result === "unknown")
      ? "indeterminate"
      : "valid";
