import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import { promisify } from "node:util";
import { fromHex, toHex } from "@liangzheng/bytes";
import { fastSm2, type Gm, generatePrivateKey, pureGm } from "@liangzheng/gm";
import { sm2 as smCrypto } from "sm-crypto-v2";
import { pooled } from "../server/src/platform/entropy.ts";
import { chooseGm } from "../server/src/platform/gm/choose.ts";
import { fastGm } from "../server/src/platform/gm/fast.ts";
import { nativeGm } from "../server/src/platform/gm/native.ts";
import { createSignPool } from "../server/src/platform/gm/pool.ts";
import { type BenchTable, median } from "./table.ts";

// Method: rounds in which every contender has one turn, so that a slow minute of the machine hits all alike; the median
// over the rounds. One thread: operations per second of CPU time, as `openssl speed` counts them. Pool: wall time.
const rounds = 5;
const turnMilliseconds = 400;
const message = new Uint8Array(256).fill(7);
/** More keys than a backend in TypeScript remembers: each is cold again when its turn comes. */
const coldKeys = 100;

const random = (n: number): Uint8Array => new Uint8Array(randomBytes(n));

interface Contender {
  readonly name: string;
  readonly sign: (() => unknown) | undefined;
  readonly verify: () => boolean;
}

interface Rates {
  readonly sign: number[];
  readonly verify: number[];
}

export async function benchSm2(): Promise<BenchTable> {
  const contenders = makeContenders();
  const rates = new Map<string, Rates>();
  const record = (name: string, kind: keyof Rates, rate: number | undefined): void => {
    if (rate === undefined) return;
    const known = rates.get(name) ?? { sign: [], verify: [] };
    known[kind].push(rate);
    rates.set(name, known);
  };
  const pool = createSignPool();
  const openSsl = "openssl speed, one core";
  for (let round = 0; round < rounds; round++) {
    const reference = await openSslSpeed();
    record(openSsl, "sign", reference?.sign);
    record(openSsl, "verify", reference?.verify);
    for (const { name, sign, verify } of contenders) {
      if (sign !== undefined) record(name, "sign", perCpuSecond(sign));
      record(name, "verify", perCpuSecond(verify));
    }
    const pooled = await poolRates(pool);
    record(`worker pool, ${pool.size} threads (wall time)`, "sign", pooled.sign);
    record(`worker pool, ${pool.size} threads (wall time)`, "verify", pooled.verify);
  }
  await pool.close();
  const bar = rates.get(openSsl);
  const ratio = (own: number, reference: readonly number[] | undefined): string =>
    reference === undefined || Number.isNaN(own) ? "–" : (own / median(reference)).toFixed(2);
  return {
    title: "SM2 per second",
    columns: ["backend", "sign/s", "verify/s", "sign ÷ openssl", "verify ÷ openssl"],
    rows: [...rates].map(([name, own]) => {
      const [sign, verify] = [median(own.sign), median(own.verify)];
      return [
        name,
        Number.isNaN(sign) ? "–" : Math.round(sign),
        Number.isNaN(verify) ? "–" : Math.round(verify),
        ratio(sign, bar?.sign),
        ratio(verify, bar?.verify),
      ];
    }),
    notes: [
      `Median of ${rounds} interleaved rounds, ${turnMilliseconds} ms a turn; ${message.length}-byte message, default id, DER.`,
      "One thread: per second of CPU time. Pool: wall time, so other work on the machine counts against it.",
      `The server chooses at its start: ${chooseGm(random).name}.`,
      `Node ${process.versions.node} with OpenSSL ${process.versions.openssl}; ${await openSslVersion()}; ${availableParallelism()} cores.`,
      bar === undefined
        ? "No openssl program that knows SM2 was found: no ratios."
        : "`openssl speed` signs and verifies one 20-byte message in a loop, with the key set up once.",
    ],
  };
}

function makeContenders(): Contender[] {
  const pure = pureGm(random);
  const cold = Array.from({ length: coldKeys }, () => signed(pure));
  const known = signed(pure);
  const hex = {
    publicKey: toHex(known.publicKey),
    privateKey: toHex(known.privateKey),
    signature: toHex(known.signature),
  };
  const table = smCrypto.precomputePublicKey(hex.publicKey);
  const options = { der: true, hash: true, publicKey: hex.publicKey };
  // Verifiers of their own, lest the turn before leave the cold keys known.
  const coldContender = (name: string, gm: Pick<Gm, "verify">): Contender => {
    let turn = 0;
    return {
      name,
      sign: undefined,
      verify: () => {
        const one = cold[turn++ % coldKeys];
        return one !== undefined && gm.verify(one.publicKey, message, one.signature);
      },
    };
  };
  return [
    contender("wasm with OpenSSL's SM3, known key", fastGm(random), known),
    coldContender("wasm with OpenSSL's SM3, cold key", fastGm(random)),
    contender("wasm with our SM3, known key", { ...pure, ...fastSm2(pooled(random), pure) }, known),
    contender("native", nativeGm(), known),
    contender("pure, known key", pure, known),
    coldContender("pure, cold key", pureGm(random)),
    {
      name: "sm-crypto-v2, known key",
      sign: () => smCrypto.doSignature(message, hex.privateKey, options),
      // Z needs the hexadecimal form, the multiplication the table: the library takes one or the other.
      verify: () =>
        smCrypto.doVerifySignature(fromHex(smCrypto.getHash(message, hex.publicKey)), hex.signature, table, {
          der: true,
        }),
    },
    {
      name: "sm-crypto-v2, cold key",
      sign: undefined,
      verify: () =>
        smCrypto.doVerifySignature(message, hex.signature, hex.publicKey, { der: true, hash: true }),
    },
  ];
}

function signed(gm: Gm) {
  const privateKey = generatePrivateKey(random);
  return { privateKey, publicKey: gm.publicKeyOf(privateKey), signature: gm.signer(privateKey)(message) };
}

function contender(
  name: string,
  gm: Gm,
  { privateKey, publicKey, signature }: ReturnType<typeof signed>,
): Contender {
  const sign = gm.signer(privateKey);
  return { name, sign: () => sign(message), verify: () => gm.verify(publicKey, message, signature) };
}

function perCpuSecond(operation: () => unknown): number {
  for (let i = 0; i < 10; i++) if (operation() === false) throw new Error("a contender does not verify");
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

async function poolRates(pool: ReturnType<typeof createSignPool>) {
  const { privateKey, publicKey, signature } = signed(nativeGm());
  const sign = () => pool.sign(privateKey, message);
  const verify = () => pool.verify(publicKey, message, signature);
  return { sign: await perSecond(sign), verify: await perSecond(verify) };
}

/** 128 jobs kept in flight. */
async function perSecond(operation: () => Promise<unknown>): Promise<number> {
  await Promise.all(Array.from({ length: 64 }, operation));
  const start = performance.now();
  const end = start + turnMilliseconds;
  let count = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() < end) {
      if ((await operation()) === false) throw new Error("the pool does not verify");
      count++;
    }
  };
  await Promise.all(Array.from({ length: 128 }, lane));
  return (count * 1000) / (performance.now() - start);
}

const run = promisify(execFile);

async function openSslSpeed(): Promise<{ readonly sign: number; readonly verify: number } | undefined> {
  try {
    const { stdout } = await run("openssl", ["speed", "-seconds", "2", "sm2"]);
    const found = /SM2[^\n]*?\s([\d.]+)s\s+([\d.]+)s\s+([\d.]+)\s+([\d.]+)/.exec(stdout);
    return found === null ? undefined : { sign: Number(found[3]), verify: Number(found[4]) };
  } catch {
    return undefined;
  }
}

async function openSslVersion(): Promise<string> {
  try {
    return `program: ${(await run("openssl", ["version"])).stdout.trim()}`;
  } catch {
    return "no openssl program";
  }
}
