import { readFile } from "node:fs/promises";
import { parseCertificate } from "@liangzheng/pki";
import { encodeSealInfo, makeSeal, parseSeal, verifySeal } from "@liangzheng/seal";
import { type Run, UsageError } from "../run-command.ts";
import { requireTarget, writeTarget } from "../sealing/new-file.ts";
import { namesKey, openSigningKey, passwordVariable } from "../sealing/signing-key.ts";
import { readCertificates } from "../verification/certificate-files.ts";
import { hostAlgorithms } from "../verification/host-algorithms.ts";
import { formatChecks, plain } from "../verification/verdict-text.ts";
import { parseOptions } from "./ofd-file.ts";
import { sealText } from "./seal-inspect.ts";

const usage = `usage: liangzheng seal make --name NAME --number NUMBER --signer CERT --maker CERT --key KEY -o SEAL.esl

  --name TEXT           name of the seal (印章名称)
  --number TEXT         number it is registered under (印章编码), ASCII
  --owner unit|person   whose seal it is; unit if not said
  --signer FILE         certificates that may sign with it, PEM or DER; may be repeated
  --maker FILE          certificate of who makes the seal
  --key FILE            the maker's private key, PEM or DER; an encrypted one is opened with
  --password-file FILE  the first line of this file, or with ${passwordVariable} of the environment
  --from, --until TIME  its term, ISO 8601, a day counts in Beijing time; from now to the end of the first certificate
  --picture FILE.png    its picture, and how large it is printed:
  --size WxH            millimetres, 40x40 if not said
  --draw SHAPE          without a picture: round, oval or square (a name seal); round if not said
  --organ TEXT          what a drawn seal says around its edge; the name of the seal if not said
  --caption TEXT        what it says below the star
  --force               write over an existing file

A seal of GB/T 38540-2020 (version 4). It is verified before it is written. docs/operations/seal-tools.md has the
commands of OpenSSL that make keys and certificates to try this with.

exit code: 0 made; 1 refused, nothing was written; 64 called in a wrong way
`;

/** `liangzheng seal make`: a SESeal from what the caller names. `clock` says when it is made. */
export const makeWith =
  (clock: () => Date): Run =>
  async (args, { out, err }) => {
    const { values } = parse(args);
    if (values.help) {
      out(usage);
      return 0;
    }
    const now = clock();
    const target = await requireTarget(values.out, values.force);
    const name = required(values.name, "--name");
    const esId = required(values.number, "--number");
    if (!/^[\x21-\x7e]{1,64}$/.test(esId)) throw new UsageError("--number takes 1 to 64 ASCII characters");
    if (values.owner !== "unit" && values.owner !== "person")
      throw new UsageError("--owner is unit or person");
    const certificates = (await Promise.all(values.signer.map(readCertificates))).flat();
    const [first] = certificates;
    if (first === undefined)
      throw new UsageError("say with --signer whose certificate may sign with the seal");
    const maker = await makerOf(required(values.maker, "--maker"));
    const key = await openSigningKey(required(values.key, "--key"), values["password-file"], process.env);
    if (!namesKey(maker, key))
      throw new UsageError("--key is not the key of the certificate given as --maker");

    const validStart = values.from === undefined ? now : readMoment(values.from, "--from", "00:00:00");
    const validEnd =
      values.until === undefined
        ? parseCertificate(first).notAfter
        : readMoment(values.until, "--until", "23:59:59");
    if (validEnd <= validStart)
      throw new UsageError("the term ends before it begins: look at --from and --until");
    const info = encodeSealInfo({
      vid: "liangzheng",
      esId,
      type: values.owner === "unit" ? 1 : 2,
      name,
      list: { kind: "certificates", certificates },
      createDate: now,
      validStart,
      validEnd,
      picture: await pictureFor(values, name, esId),
    });
    const seal = makeSeal({ info, makerCertificate: maker, sign: key.sign });
    // What is asked is whether the seal is sound; whom others trust as a maker is theirs to say.
    const at = new Date(Math.max(now.getTime(), validStart.getTime()));
    const trust = { anchors: [maker], crls: [] };
    const { verdict, checks } = verifySeal(seal, { gm: hostAlgorithms(), trust, at });
    if (verdict !== "valid") {
      err(`not written: this seal would not be valid\n${formatChecks(checks, "en")}`);
      return 1;
    }
    await writeTarget(target, seal, values.force);
    out(`${plain(target)} written\n${sealText({ path: "", seal: parseSeal(seal) })}`);
    return 0;
  };

export const make: Run = makeWith(() => new Date());

function parse(args: readonly string[]) {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const parsed = parseOptions(args, {
    name: text,
    number: text,
    owner: { ...text, default: "unit" },
    signer: { ...text, multiple: true, default: [] as string[] },
    maker: text,
    key: text,
    "password-file": text,
    from: text,
    until: text,
    picture: text,
    size: { ...text, default: "40x40" },
    draw: { ...text, default: "round" },
    organ: text,
    caption: { ...text, default: "" },
    out: { ...text, short: "o" },
    force: flag,
    help: { ...flag, short: "h" },
  });
  if (parsed.positionals.length > 0) throw new UsageError(`no file is read by position\n\n${usage}`);
  return parsed;
}

function required(value: string | undefined, option: string): string {
  if (value === undefined || value === "") throw new UsageError(`${option} is missing\n\n${usage}`);
  return value;
}

async function makerOf(path: string): Promise<Uint8Array> {
  const [certificate, ...more] = await readCertificates(path);
  if (certificate === undefined || more.length > 0)
    throw new UsageError("--maker takes a file of one certificate");
  return certificate;
}

/** A day counts where licences are dated: its first second, or its last. */
function readMoment(text: string, option: string, ofDay: string): Date {
  const moment = new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T${ofDay}+08:00` : text);
  if (Number.isNaN(moment.getTime())) throw new UsageError(`${option} is no time in ISO 8601`);
  return moment;
}

async function pictureFor(
  { picture, size, draw, organ, caption }: ReturnType<typeof parse>["values"],
  name: string,
  number: string,
) {
  if (picture !== undefined) {
    const data = await readFile(picture).catch((cause: unknown) => {
      throw new UsageError(`cannot read ${picture}`, { cause });
    });
    if (!data.subarray(0, 8).equals(pngMark)) throw new UsageError(`${picture} is no PNG picture`);
    const [, width = "", height = ""] = /^([1-9]\d{0,2})x([1-9]\d{0,2})$/.exec(size) ?? [];
    if (width === "") throw new UsageError("--size is two whole numbers of millimetres, as in 40x40");
    return { type: "PNG", data: new Uint8Array(data), width: Number(width), height: Number(height) };
  }
  if (draw !== "round" && draw !== "oval" && draw !== "square")
    throw new UsageError("--draw is round, oval or square");
  // Fonts and what draws with them are loaded only where something is drawn.
  const { sealArtist } = await import("@liangzheng/server/draw-seal");
  const artist = sealArtist();
  const around = organ ?? name;
  const lacking = artist.undrawable(around + caption + number);
  if (lacking.length > 0)
    throw new UsageError(`the fonts here cannot draw ${lacking.join(" ")}: give the picture with --picture`);
  const { png, width, height } = artist.draw({ shape: draw, name: around, caption, number });
  return { type: "PNG", data: png, width, height };
}

const pngMark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
