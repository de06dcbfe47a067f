import { readFile } from "node:fs/promises";
import { formatName, parseCertificate } from "@liangzheng/pki";
import { parseSeal, SealError, type SealV4 } from "@liangzheng/seal";
import { type Run, UsageError } from "../run-command.ts";
import { requireTarget, writeTarget } from "../sealing/new-file.ts";
import { type SealingOutcome, sealFile } from "../sealing/seal-file.ts";
import { namesKey, openSigningKey, passwordVariable, type SigningKey } from "../sealing/signing-key.ts";
import { readCertificates } from "../verification/certificate-files.ts";
import { exitCodes } from "../verification/file-verdict.ts";
import { formatChecks, plain } from "../verification/verdict-text.ts";
import { onlyFile, openFile, ordinal, parseOptions, reasonOf } from "./ofd-file.ts";

const usage = `usage: liangzheng seal sign FILE.ofd --seal SEAL.esl --key KEY --page N --at X,Y -o OUT.ofd

  --seal FILE           the seal, of GB/T 38540-2020
  --key FILE            private key of a certificate that the seal names, PEM or DER; an encrypted one is opened with
  --password-file FILE  the first line of this file, or with ${passwordVariable} of the environment
  --certificate FILE    the certificate, where the seal has only its digest
  --page N              page the seal stands on, from 1
  --at X,Y              where its middle stands: millimetres from the upper left corner
  --edges               across the edges of all pages too (骑缝章)
  --force               write over an existing file

The whole file is covered but for its list of signatures, so that others can seal it after you; signatures that are
there stay valid. The result is verified before it is written.

exit code: 0 sealed; 1 refused, nothing was written; 3 unreadable; 64 called in a wrong way
`;

/** `liangzheng seal sign`: one more seal on an OFD file (GB/T 33190 18, GB/T 38540 7.2). `clock` says when it is set. */
export const signWith =
  (clock: () => Date): Run =>
  async (args, { out, err }) => {
    const { values, positionals } = parse(args);
    if (values.help) {
      out(usage);
      return 0;
    }
    const path = onlyFile(positionals);
    const target = await requireTarget(values.out, values.force);
    const page = ordinal(values.page, "--page");
    const at = readPoint(values.at);
    const seal = await readSeal(values.seal);
    if (values.key === undefined) throw new UsageError(`--key is missing\n\n${usage}`);
    const key = await openSigningKey(values.key, values["password-file"], process.env);
    const certificate = await certificateOf(seal, key, values.certificate);

    const fail = (code: number, reason: string): number => {
      err(`${plain(path)}: ${plain(reason)}\n`);
      return code;
    };
    const opened = await openFile(path);
    if (typeof opened === "string") return fail(exitCodes.unreadable, opened);
    const order = { seal, certificate, sign: key.sign, page, at, edges: values.edges, now: clock() };
    let outcome: SealingOutcome;
    try {
      outcome = sealFile(opened, order);
    } catch (error) {
      return fail(exitCodes.unreadable, reasonOf(error));
    }
    if (outcome.kind === "refused") {
      fail(1, `not sealed: ${outcome.reason}`);
      err(formatChecks(outcome.checks, "en"));
      return 1;
    }
    await writeTarget(target, outcome.bytes, values.force);
    const who = formatName(parseCertificate(certificate).subject);
    const what = `${seal.property.name}, ${who}, page ${page}; signatures in the file: ${outcome.signatures}`;
    out(`${plain(target)} written: ${plain(what)}\n`);
    return 0;
  };

export const sign: Run = signWith(() => new Date());

function parse(args: readonly string[]) {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  return parseOptions(args, {
    seal: text,
    key: text,
    "password-file": text,
    certificate: text,
    page: { ...text, default: "1" },
    at: text,
    edges: flag,
    out: { ...text, short: "o" },
    force: flag,
    help: { ...flag, short: "h" },
  });
}

function readPoint(text: string | undefined): readonly [number, number] {
  const [, x, y] = /^(\d{1,4}(?:\.\d{1,3})?),(\d{1,4}(?:\.\d{1,3})?)$/.exec(text ?? "") ?? [];
  if (x === undefined || y === undefined)
    throw new UsageError("--at says where the middle of the seal stands, in millimetres, as in 150,230.5");
  return [Number(x), Number(y)];
}

async function readSeal(path: string | undefined): Promise<SealV4> {
  if (path === undefined) throw new UsageError(`--seal is missing\n\n${usage}`);
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new UsageError(`cannot read ${path}`, { cause });
  });
  try {
    const seal = parseSeal(new Uint8Array(bytes));
    if (seal.standard === "GB/T 38540-2020") return seal;
    throw new UsageError(
      `${path} is a seal of ${seal.standard}: only seals of GB/T 38540-2020 are signed with here`,
    );
  } catch (cause) {
    if (!(cause instanceof SealError)) throw cause;
    throw new UsageError(`${path} is no seal: ${cause.code}`, { cause });
  }
}

/** Which of the seal's certificates the key belongs to. */
async function certificateOf(seal: SealV4, key: SigningKey, path: string | undefined): Promise<Uint8Array> {
  const { list } = seal.property;
  const given = path === undefined ? [] : await readCertificates(path);
  const candidates = [...given, ...(list.kind === "certificates" ? list.certificates : [])];
  const found = candidates.find((certificate) => namesKey(certificate, key));
  if (found !== undefined) return found;
  throw new UsageError(
    candidates.length === 0
      ? "the seal names its certificates by digest alone: give the one of the key with --certificate"
      : "--key belongs to none of the certificates that may sign with this seal; `liangzheng seal inspect` lists them",
  );
}
