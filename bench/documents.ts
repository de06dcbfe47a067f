import { generatePrivateKey } from "@liangzheng/gm";
import { type FontSource, rememberParts } from "@liangzheng/ofd";
import { type OfdQuestion, rememberVerifications, verifyOfd } from "@liangzheng/seal";
import { nativeGm } from "../server/src/platform/gm/native.ts";
import { nodeReadPorts } from "../server/src/platform/read-ports.ts";
import { createStep, verifyStep } from "./document-step.ts";
import { gm, type Made, prepareMaking, random } from "./make-documents.ts";
import { type Classify, sharesOf, startProfile } from "./profile.ts";
import { type BenchTable, median } from "./table.ts";

// Method: contenders take turns, so that a slow minute of the machine hits all alike; per second of CPU time, median of
// the rounds. 256 different documents in turn are made; nothing of them is remembered.
const rounds = 7;
const turnMilliseconds = 700;
const profiled = 1500;
/** So many that the names of parts seen once are forgotten before a document comes again: each is as good as new. */
const verified = 2048;
const now = new Date("2026-06-01T00:00:00Z");

type Making = ReturnType<typeof prepareMaking>;

export async function benchDocuments(): Promise<BenchTable[]> {
  const making = prepareMaking();
  const made = prepareCreating(making);
  const created = [
    createTable(made.contenders),
    await stepTable("Where creating, sealing and stamping one OFD spends its time", made.stamped, createStep),
  ];
  const { verify, verifiers } = prepareVerifying(making);
  return [
    ...created,
    verifyTable(verifiers),
    await stepTable("Where verifying one OFD spends its time", verify, verifyStep),
  ];
}

type Contenders = readonly (readonly [string, () => Made])[];

function prepareCreating({ book, maker }: Making) {
  const named: FontSource = { metrics: book.metrics };
  const stamped = maker(book, false, "stamped");
  const contenders: Contenders = [
    ["embedded fonts, no photo", maker(book, false)],
    ["embedded fonts, 15 kB photo", maker(book, true)],
    ["standard names, no photo", maker(named, false)],
    ["standard names, 15 kB photo", maker(named, true)],
    ["embedded fonts, no photo, no seal", maker(book, false, "unsealed")],
    ["embedded fonts, no photo, with its time stamp", stamped],
  ];
  return { stamped, contenders };
}

type Verifiers = readonly (readonly [string, () => void])[];

function prepareVerifying({ book, maker, trust }: Making) {
  const filesOf = (how: "sealed" | "stamped") => {
    const make = maker(book, false, how, verified);
    return Array.from({ length: verified }, () => make().bytes);
  };
  const sealedFiles = filesOf("sealed");
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
  const verifiers: Verifiers = [
    ["as the seal desk does: zlib, what recurs remembered", verify],
    ["the same, files with a time stamp", verifying(desk, filesOf("stamped"))],
    ["zlib, nothing remembered", verifying({ gm, ports: nodeReadPorts })],
    ["nothing but the library, native SM2 and SM3", verifying({ gm })],
  ];
  return { verify, verifiers };
}

function createTable(contenders: Contenders): BenchTable {
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

function verifyTable(verifiers: Verifiers): BenchTable {
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
      `${verified} documents of one template, with embedded fonts, no photo, one seal, in turn under one root; the method of the table before.`,
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
