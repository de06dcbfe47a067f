// Reads and verifies whole codes: `node libs/showcode/bench/verify.ts`. Rounds in which every contender has one turn, so that a
// slow minute of the machine hits all alike; codes per second of CPU time on one thread, median over the rounds.
import { fastSm2, foreignAlgorithms, fromRaw, pureGm } from "../../gm/src/index.ts";
import {
  encodeOfflineCode,
  type VerifyPorts,
  type VerifySignature,
  verifyOfflineCode,
} from "../src/index.ts";
import { verifyEs256, verifySm2 } from "../testing/keys.ts";
import {
  aDeviceClaim,
  aPaperClaim,
  issue,
  issuerEs256,
  ports,
  questionOf,
  show,
} from "../testing/offline-world.ts";

const rounds = 7;
const turnMilliseconds = 400;

const noRandom = (): never => {
  throw new Error("verifying takes no randomness");
};
const pure = pureGm(noRandom);
const wasm = fastSm2(noRandom, pure);
/** DER of both curves is the same but for numbers beyond the order of SM2, once in 2^32. */
const overDer =
  (verify: VerifySignature): VerifySignature =>
  (key, message, signature) =>
    verify(key, message, fromRaw(signature));
const pureEs256 = overDer((key, message, signature) =>
  foreignAlgorithms.verifyEcdsa("p-256", key, foreignAlgorithms.digest("sha-256", message), signature),
);

const deviceSm2 = show(issue(aDeviceClaim()));
const deviceEs256 = show(issue(aDeviceClaim(), issuerEs256));
const paper = encodeOfflineCode(issue(aPaperClaim()));
const contenders: readonly (readonly [string, string, Partial<VerifyPorts>])[] = [
  [
    "device's code, SM2 and P-256 in TypeScript (any browser)",
    deviceSm2,
    { verifySm2: overDer(pure.verify), verifyEs256: pureEs256 },
  ],
  [
    "device's code, SM2 in TypeScript, P-256 by node:crypto",
    deviceSm2,
    { verifySm2: overDer(pure.verify), verifyEs256 },
  ],
  [
    "device's code, SM2 in WebAssembly, P-256 by node:crypto",
    deviceSm2,
    { verifySm2: overDer(wasm.verify), verifyEs256 },
  ],
  ["device's code, SM2 and P-256 by node:crypto", deviceSm2, { verifySm2, verifyEs256 }],
  ["device's code of an ES256 issuer, both by node:crypto", deviceEs256, { verifyEs256 }],
  ["paper code, SM2 in TypeScript", paper, { verifySm2: overDer(pure.verify) }],
];

const rates = new Map(contenders.map(([name]) => [name, [] as number[]]));
for (let round = 0; round < rounds; round++)
  for (const [name, text, used] of contenders) {
    const start = process.cpuUsage();
    const spent = (): number => {
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    };
    let codes = 0;
    for (; spent() < turnMilliseconds; codes++) {
      const { outcome } = verifyOfflineCode(questionOf(text, { ports: { ...ports, ...used } }));
      if (outcome !== "signature-valid-status-pending") throw new Error(`${name}: ${outcome}`);
    }
    rates.get(name)?.push((codes / spent()) * 1000);
  }

for (const [name, of] of rates) {
  const median = of.toSorted((a, b) => a - b)[rounds >> 1] ?? 0;
  process.stdout.write(`${Math.round(median).toString().padStart(6)} /s  ${name}\n`);
}
