import { randomBytes } from "node:crypto";
import { generatePrivateKey } from "@liangzheng/gm";
import {
  beginSignature,
  type FontSource,
  prepareSeal,
  prepareTemplate,
  rememberParts,
  unsignedParts,
  writeLicenceDocument,
  writeZip,
} from "@liangzheng/ofd";
import { makeTimeStampToken } from "@liangzheng/pki";
import { type OfdQuestion, rememberVerifications, signWithSeal, verifyOfd } from "@liangzheng/seal";
import { openFontBook } from "../server/src/platform/fonts/font-book.ts";
import { nodeWritePorts } from "../server/src/platform/fonts/write-ports.ts";
import { fastGm } from "../server/src/platform/gm/fast.ts";
import { nativeGm } from "../server/src/platform/gm/native.ts";
import { nodeReadPorts } from "../server/src/platform/read-ports.ts";
import { anInput, aPhoto, benchTemplate } from "./bench-licence.ts";
import { makeBenchSeal } from "./bench-seal.ts";
import { createStep, verifyStep } from "./document-step.ts";
import { type Classify, sharesOf, startProfile } from "./profile.ts";
import { type BenchTable, median } from "./table.ts";

// Method: contenders take turns, so that a slow minute of the machine hits all alike; per second of CPU time, median of
// the rounds. 256 different documents in turn; nothing of them is remembered.
const rounds = 7;
const turnMilliseconds = 700;
const profiled = 1500;
const signedAt = new Date("2026-01-02T03:04:05Z");
const now = new Date("2026-06-01T00:00:00Z");
const random = (n: number): Uint8Array => new Uint8Array(randomBytes(n));
const gm = fastGm(random);
const ports = nodeWritePorts((bytes) => gm.sm3(bytes));

interface Made {
  readonly bytes: Uint8Array;
  readonly files: number;
}
type Bench = ReturnType<typeof prepareBench>;

/** `BENCH_DOCUMENTS=100000` adds a long run: does the cost, or the memory, grow? */
export async function benchDocuments(): Promise<BenchTable[]> {
  const bench = prepareBench();
  const count = Number(process.env["BENCH_DOCUMENTS"] ?? 0);
  return [
    createTable(bench),
    await stepTable(
      "Where creating, sealing and stamping one OFD spends its time",
      bench.stamped,
      createStep,
    ),
    verifyTable(bench),
    await stepTable("Where verifying one OFD spends its time", bench.verify, verifyStep),
    ...(count > 0 ? [longRunTable(bench, count)] : []),
  ];
}

function prepareBench() {
  const book = openFontBook();
  const { seal, signerCertificate, sign, stamper, trust } = makeBenchSeal(book, gm);
  const preparedSeal = prepareSeal(seal, ports);
  const stamp = (value: Uint8Array): Uint8Array => {
    const content = { digest: gm.sm3(value), serial: random(16), time: signedAt, wantsCertificate: true };
    return makeTimeStampToken(content, stamper);
  };
  const maker = (
    fonts: FontSource,
    withPhoto: boolean,
    how: "unsealed" | "sealed" | "stamped" = "sealed",
  ): (() => Made) => {
    const prepared = prepareTemplate(benchTemplate(), fonts, ports);
    const photo = withPhoto ? aPhoto() : undefined;
    const inputs = Array.from({ length: 256 }, (_, serial) => anInput(serial, photo));
    let turn = 0;
    return () => {
      const input = inputs[turn++ % inputs.length];
      if (input === undefined) throw new Error("no input");
      const document = writeLicenceDocument(prepared, input);
      if (how === "unsealed") {
        const parts = unsignedParts(document);
        return { bytes: writeZip(parts, signedAt, ports), files: parts.length };
      }
      const pending = beginSignature(document, {
        seal: preparedSeal,
        width: 40,
        height: 40,
        signedAt,
        provider: { name: "Liangzheng", version: "0.1", company: "Liangzheng" },
      });
      const signature = signWithSeal({
        seal,
        signerCertificate,
        time: signedAt,
        dataHash: gm.sm3(pending.signatureXml),
        propertyInfo: pending.propertyInfo,
        sign,
      });
      const token = how === "stamped" ? stamp(signature.value) : undefined;
      const entries = pending.finish(signature.finish(token));
      return { bytes: writeZip(entries, signedAt, ports), files: entries.length };
    };
  };
  const named: FontSource = { metrics: book.metrics };
  const sealed = maker(book, false);
  const stamped = maker(book, false, "stamped");
  const filesOf = (make: () => Made) => Array.from({ length: 256 }, () => make().bytes);
  const sealedFiles = filesOf(sealed);
  const verifying = (how: Pick<OfdQuestion, "gm" | "ports">, files = sealedFiles) => {
    let turn = 0;
    return (): void => {
      const file = files[turn++ % files.length] ?? new Uint8Array();
      if (verifyOfd(file, { ...how, trust, now }).verdict !== "valid")
        throw new Error("a document is not valid");
    };
  };
  const memory = rememberParts();
  // Fewer answers than documents are kept, so that each document's own signature is always computed.
  const desk = { gm: rememberVerifications(gm, memory, 128), ports: { ...nodeReadPorts, memory } };
  const verify = verifying(desk);
  const verifiers: readonly (readonly [string, () => void])[] = [
    ["as the seal desk does: zlib, what recurs remembered", verify],
    ["the same, files with a time stamp", verifying(desk, filesOf(stamped))],
    ["zlib, nothing remembered", verifying({ gm, ports: nodeReadPorts })],
    ["nothing but the library, native SM2 and SM3", verifying({ gm })],
  ];
  const contenders: readonly (readonly [string, () => Made])[] = [
    ["embedded fonts, no photo", sealed],
    ["embedded fonts, 15 kB photo", maker(book, true)],
    ["standard names, no photo", maker(named, false)],
    ["standard names, 15 kB photo", maker(named, true)],
    ["embedded fonts, no photo, no seal", maker(book, false, "unsealed")],
    ["embedded fonts, no photo, with its time stamp", stamped],
  ];
  return { sealed, stamped, contenders, verify, verifiers };
}

function createTable({ contenders }: Bench): BenchTable {
  const yardstick = yardstickSignature();
  const { bar, rates } = interleaved(
    yardstick,
    contenders.map(([, make]) => make),
  );
  return {
    title: "Create and seal one OFD",
    columns: ["document", "per CPU-second", "ms each", "in SM2 signatures", "median bytes", "files"],
    rows: [
      ["one SM2 signature by OpenSSL over 256 bytes (yardstick)", Math.round(bar), 1000 / bar, 1, "–", "–"],
      ...contenders.map(([name, make], i) => {
        const rate = rates[i] ?? Number.NaN;
        const sizes = Array.from({ length: 256 }, () => make().bytes.length);
        return [name, Math.round(rate), 1000 / rate, bar / rate, median(sizes), make().files];
      }),
    ],
    notes: [
      `One thread, median of ${rounds} interleaved rounds of ${turnMilliseconds} ms; Node ${process.versions.node}.`,
      "The yardstick shares the rounds: on a busy or slow machine compare the column counted in signatures.",
      "Whole way: layout, XML, subset, SM3 of every file, SES_Signature with the seal picture, SM2, ZIP.",
      "The time stamp: a second SM2 signature, its token, a certificate and two revocation lists; without its row in the database.",
      "A licence with ten fields on A4, a stand-in for a QR code of 41 modules, record, tags, round seal of 300 dpi; every document differs.",
    ],
  };
}

function verifyTable({ verifiers }: Bench): BenchTable {
  const { bar, rates } = interleaved(
    yardstickSignature(),
    verifiers.map(([, verify]) => verify),
  );
  return {
    title: "Verify one OFD",
    columns: ["way", "per CPU-second", "ms each", "in SM2 signatures"],
    rows: [
      ["one SM2 signature by OpenSSL over 256 bytes (yardstick)", Math.round(bar), 1000 / bar, 1],
      ...verifiers.map(([name], i) => {
        const rate = rates[i] ?? Number.NaN;
        return [name, Math.round(rate), 1000 / rate, bar / rate];
      }),
    ],
    notes: [
      "Everything: ZIP, every file's SM3, coverage, Signature.xml, signature, seal, chain of both certificates.",
      "256 documents of one template, with embedded fonts, no photo, one seal, in turn under one root; the method of the table before.",
      "Remembered: parts that stand in several documents (template, fonts, seal) and the last 128 answers of SM2; of each document its own signature is computed.",
    ],
  };
}

async function stepTable(title: string, operation: () => unknown, step: Classify): Promise<BenchTable> {
  for (let i = 0; i < 200; i++) operation();
  const stop = await startProfile();
  for (let i = 0; i < profiled; i++) operation();
  const { steps, self } = sharesOf(await stop(), step);
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  if (process.env["BENCH_FUNCTIONS"] !== undefined)
    for (const { name, share } of self.slice(0, 30)) console.log(percent(share).padStart(8), name);
  return {
    title,
    columns: ["step", "share"],
    rows: steps.filter(({ share }) => share >= 0.005).map(({ name, share }) => [name, percent(share)]),
    notes: [
      `Sampling profile over ${profiled} documents with embedded fonts, no photo, with a time stamp where they are made. BENCH_FUNCTIONS=1 lists functions.`,
    ],
  };
}

function longRunTable({ sealed }: Bench, count: number): BenchTable {
  const rows: (string | number)[][] = [];
  const thousands = Math.max(2, Math.floor(count / 1000));
  for (let thousand = 1; thousand <= thousands; thousand++) {
    const before = process.cpuUsage();
    for (let i = 0; i < 1000; i++) sealed();
    const { user, system } = process.cpuUsage(before);
    const isShown = thousand <= 2 || thousand === thousands >> 1 || thousand === thousands;
    if (!isShown) continue;
    const { rss, heapUsed, external } = process.memoryUsage();
    const megabytes = [rss, heapUsed, external].map((bytes) => Math.round(bytes / 2 ** 20));
    rows.push([`${thousand}`, (user + system) / 1e6, ...megabytes]);
  }
  return {
    title: `A long run: ${thousands * 1000} documents`,
    columns: ["thousand", "CPU ms each", "resident MB", "heap MB", "outside the heap MB"],
    rows,
    notes: [
      "The first thousand comes after the tables above, warm. One run: other work on the machine shows.",
    ],
  };
}

const yardstickSignature = (): (() => Uint8Array) => {
  const sign = nativeGm().signer(generatePrivateKey(random));
  const message = new Uint8Array(256).fill(7);
  return () => sign(message);
};

function interleaved(yardstick: () => unknown, contenders: readonly (() => unknown)[]) {
  const bars: number[] = [];
  const rates = contenders.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    bars.push(perCpuSecond(yardstick));
    contenders.forEach((make, i) => {
      rates[i]?.push(perCpuSecond(make));
    });
  }
  return { bar: median(bars), rates: rates.map(median) };
}

function perCpuSecond(operation: () => unknown): number {
  for (let i = 0; i < 20; i++) operation();
  const before = process.cpuUsage();
  const end = performance.now() + turnMilliseconds;
  let count = 0;
  while (performance.now() < end) {
    operation();
    count++;
  }
  const { user, system } = process.cpuUsage(before);
  return (count * 1e6) / (user + system);
}
