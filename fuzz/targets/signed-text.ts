import { canonicalJson, encodeUtf8, fromHex, type JsonValue, toHex } from "@liangzheng/bytes";
import { parseOfflineCode, ShowCodeError, type VerifyPorts, verifyOfflineCode } from "@liangzheng/showcode";
import { parseReceipt, TlogError, verifyReceipt } from "@liangzheng/tlog";
import { verifyEs256, verifySm2 } from "../../libs/showcode/testing/keys.ts";
import offline from "../../libs/showcode/vectors/offline-code.json" with { type: "json" };
import receipt from "../../libs/tlog/vectors/receipt.json" with { type: "json" };
import type { Chance } from "../chance.ts";
import { gm } from "../corpus.ts";
import { mutateBytes } from "../mutation/bytes.ts";
import { attempt, type Outcome, type Target } from "../target.ts";

const textOf = (input: Uint8Array): string => Buffer.from(input).toString();
const genuine = new Set(
  offline.cases.map(({ text }) => JSON.stringify(attempt(ShowCodeError, () => parseOfflineCode(text)))),
);
const document = JSON.stringify(receipt.document);
const genuineEntry = canonicalJson(receipt.document.entry as JsonValue);
const genuinePlace = JSON.stringify([receipt.document.leafIndex, receipt.document.checkpoint]);
const publicKey = fromHex(receipt.publicKey);

const issuers = (["sm2", "es256"] as const).map((name) => ({
  ...offline.keys[name],
  algorithm: name === "sm2" ? ("sm2-sm3" as const) : name,
}));
const ports: VerifyPorts = {
  verifySm2,
  verifyEs256,
  findKey(keyId) {
    const found = issuers.find((one) => one.keyId === toHex(keyId));
    return found && { algorithm: found.algorithm, publicKey: fromHex(found.point), issuer: "issuer" };
  },
};

/** What is read as text and signed: codes that need no server, and receipts of uses. */
export const signedTextTargets: readonly Target[] = [
  {
    name: "offline-code",
    weight: 3,
    make: (chance: Chance) =>
      mutateBytes(
        encodeUtf8(chance.pick(offline.cases).text),
        chance,
        encodeUtf8(chance.pick(offline.cases).text),
      ),
    run(input): Outcome {
      const code = attempt(ShowCodeError, () => parseOfflineCode(textOf(input)));
      if (code === undefined) return { word: "refused" };
      const { outcome } = verifyOfflineCode({ code, ports, now: offline.now, skew: 60, deviceLife: 300 });
      if (outcome === "invalid" || outcome === "indeterminate") return { word: outcome };
      const wrong = !genuine.has(JSON.stringify(code));
      return { word: outcome, ...(wrong && { wrong: "a code that nobody signed" }) };
    },
  },
  {
    name: "receipt",
    weight: 2,
    make: (chance: Chance) => mutateBytes(encodeUtf8(document), chance),
    run(input): Outcome {
      const value = attempt(SyntaxError, () => JSON.parse(textOf(input)) as unknown);
      const read = attempt(TlogError, () => parseReceipt(value));
      if (read === undefined) return { word: "refused" };
      const checks = verifyReceipt(read, { digest: (bytes) => gm.sm3(bytes), publicKey, verify: gm.verify });
      if (checks.some(({ result }) => result === "fail")) return { word: "invalid" };
      const { origin, size } = read.checkpoint;
      const wrong =
        canonicalJson(read.entry) !== genuineEntry ||
        !genuinePlace.startsWith(`[${read.leafIndex},"${origin}\\n${size}\\n`);
      return { word: "valid", ...(wrong && { wrong: "a receipt of something that is not in the log" }) };
    },
  },
];
