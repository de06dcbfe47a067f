import { CertificateError, parseSignedData } from "@liangzheng/pki";
import {
  type FileQuestion,
  type FileReport,
  parseSeal,
  parseSealSignature,
  SealError,
  type SignatureReport,
  verifyFile,
  verifySeal,
} from "@liangzheng/seal";
import type { Chance } from "../chance.ts";
import { claimsOf, GenuineClaims } from "../claims.ts";
import { algorithms, entriesOf, type Genuine, genuine, isPackage, now, trust } from "../corpus.ts";
import { mutateBytes } from "../mutation/bytes.ts";
import { mutateDer } from "../mutation/der.ts";
import { mutateEntries, packEntries } from "../mutation/package.ts";
import { attempt, type Outcome, type Target } from "../target.ts";

type Verify = (bytes: Uint8Array, question: FileQuestion) => FileReport;

/**
 * Everything that bears a signature, and the claims of the genuine files. The input's first byte, which is not part of the
 * file, says by whose trust it is judged.
 * @throws Error when a file of the corpus does not come out valid: then no verdict below would mean anything.
 */
export function sealedTargets(verify: Verify = verifyFile): readonly Target[] {
  const claims = new GenuineClaims();
  const asked = ({ trust, content }: Genuine): FileQuestion => ({
    gm: algorithms,
    trust,
    now,
    ...(content && { content }),
  });
  for (const one of genuine) {
    const report = verifyFile(one.bytes, asked(one));
    if (!report.verdict.startsWith("valid")) throw new Error(`not genuine: ${one.name}: ${report.summary}`);
    claims.add(claimsOf(one.bytes, report));
    // A time stamp stands outside of what is signed: without it the rest is as true as before.
    claims.add(claimsOf(one.bytes, { ...report, signatures: report.signatures.map(withoutStamp) }));
  }
  const judge = (input: Uint8Array): Outcome => {
    const [by = 0] = input;
    const one = genuine[by];
    if (one === undefined) return { word: "nobody asked" };
    const bytes = input.subarray(1);
    const report = verify(bytes, asked(one));
    if (!report.verdict.startsWith("valid")) return { word: report.summary };
    const wrong = claims.findFalse(claimsOf(bytes, report));
    return { word: report.summary, ...(wrong !== undefined && { wrong: `not genuine: ${wrong}` }) };
  };

  const packages = genuine.filter(isPackage).map((one) => ({ one, entries: entriesOf(one.bytes) }));
  const makePackage = (chance: Chance): Uint8Array => {
    const { one, entries } = chance.pick(packages);
    const { entries: lend } = chance.pick(packages);
    const bytes = chance.oneIn(20)
      ? mutateBytes(one.bytes, chance)
      : packEntries(chance.oneIn(12) ? entries : mutateEntries(entries, chance, lend), chance);
    return asInput(one, bytes);
  };
  const alone = genuine.filter((one) => !isPackage(one));
  const values = alone.map(({ bytes }) => bytes);
  const makeAlone =
    (seeds: readonly Genuine[]): Target["make"] =>
    (chance) => {
      const one = chance.pick(seeds);
      return asInput(one, mutateDer(one.bytes, chance, chance.pick(values)));
    };
  const [seals, messages] = [alone.filter(isSeal), alone.filter((one) => !isSeal(one))];
  return [
    { name: "sealed", weight: 30, make: makePackage, run: judge },
    {
      name: "seal",
      weight: 6,
      make: makeAlone(seals),
      run(input) {
        attempt(SealError, () => parseSeal(input.subarray(1)));
        verifySeal(input.subarray(1), { gm: algorithms, trust, at: now });
        return judge(input);
      },
    },
    {
      name: "signature",
      weight: 10,
      make: makeAlone(messages),
      run(input) {
        attempt(SealError, () => parseSealSignature(input.subarray(1)));
        attempt(CertificateError, () => parseSignedData(input.subarray(1)));
        return judge(input);
      },
    },
  ];
}

const withoutStamp = ({ stampedAt: _, ...rest }: SignatureReport): SignatureReport => rest;

const isSeal = ({ bytes }: Genuine): boolean => attempt(SealError, () => parseSeal(bytes)) !== undefined;

const asInput = (one: Genuine, bytes: Uint8Array): Uint8Array =>
  Buffer.concat([Uint8Array.of(genuine.indexOf(one)), bytes]);
