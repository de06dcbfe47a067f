import Type, { type Static } from "typebox";
import { operation } from "./operation.ts";
import { NotFound, SealNotUsable, TimeStampUnavailable, TooLarge, UnreadableFile } from "./problems.ts";
import { Check, Instant, OrNull, oneOf } from "./shapes.ts";

export const fileVerdicts = ["valid", "valid-with-additions", "invalid", "indeterminate"] as const;
const fileKinds = ["ofd", "seal", "seal-signature", "signed-data", "pdf", "other"] as const;
const OrText = OrNull(Type.String());
const Sm3 = Type.String({ pattern: "^[0-9a-f]{64}$", description: "SM3, hexadecimal" });

/** Which of the platform's trust lists a file was judged by. */
const TrustUsed = Type.Object(
  { sequence: Type.Integer(), issuedAt: Instant, digest: Sm3 },
  { additionalProperties: false },
);

export const SealReport = Type.Object(
  {
    kind: oneOf(fileKinds),
    digest: Sm3,
    checkedAt: Instant,
    trust: TrustUsed,
    verdict: oneOf(fileVerdicts),
    summary: Type.String({ description: "A code of the sentence that says the verdict" }),
    checks: Type.Array(Check),
    additions: Type.Array(Type.String()),
    signatures: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          verdict: oneOf(fileVerdicts),
          summary: Type.String({ description: "A code of the sentence for this signature alone" }),
          standard: Type.String(),
          sealName: OrText,
          signer: OrText,
          maker: OrText,
          signedAt: Type.Union([Type.String(), Type.Null()], { description: "As the signer states it" }),
          stampedAt: Type.Union([Type.String(), Type.Null()], {
            description: "As the time stamp of a trusted authority proves it",
          }),
          places: Type.Array(
            Type.Object(
              {
                page: Type.Integer(),
                x: Type.Number(),
                y: Type.Number(),
                width: Type.Number(),
                height: Type.Number(),
              },
              { additionalProperties: false },
            ),
            { description: "Where its seal stands, in parts of the page's width and height" },
          ),
          checks: Type.Array(Check),
        },
        { additionalProperties: false },
      ),
    ),
    pages: Type.Array(Type.String({ description: "SVG documents, to be shown as images only" })),
    pageCount: Type.Integer(),
  },
  { $id: "SealReport", additionalProperties: false },
);
export type SealReport = Static<typeof SealReport>;

export const checkSeal = operation("checkSeal", {
  room: "checks",
  summary: "Judge a sealed OFD file, a seal, a seal signature or a signed message; the file is not kept",
  callers: ["anyone"],
  accepts: "application/octet-stream",
  result: SealReport,
  problems: [UnreadableFile, TooLarge],
  // Judged again: nothing is changed by it. No transaction stands open while a file is judged.
  repeats: "own",
});

/** HY, the day in Shanghai, and 60 random bits: nobody comes to a report by counting. */
export const reportNumber = "^HY[0-9]{8}-[0-9A-HJKMNP-TV-Z]{12}$";

/** All that is kept of a report. */
const CheckReport = Type.Object(
  {
    number: Type.String({ pattern: reportNumber }),
    at: Instant,
    verdict: oneOf(fileVerdicts),
    summary: Type.String(),
    digest: Type.String({ description: "SM3 of the file that was judged" }),
    reportDigest: Type.String({ description: "SM3 of the report as it was handed out" }),
    trustSequence: Type.Integer(),
    keptUntil: Instant,
  },
  { $id: "CheckReport", additionalProperties: false },
);
export type CheckReport = Static<typeof CheckReport>;

export const makeCheckReport = operation("makeCheckReport", {
  room: "checks",
  summary:
    "Judge a file and hand out the report as an OFD document, sealed by the operator; the file is not kept",
  callers: ["anyone"],
  accepts: "application/octet-stream",
  result: Type.Object(
    { report: CheckReport, document: Type.String({ description: "The OFD document, base64" }) },
    { additionalProperties: false },
  ),
  problems: [UnreadableFile, TooLarge, SealNotUsable, TimeStampUnavailable],
  // Each is a report of its own, and nobody's affair is changed by one more.
  repeats: "own",
});

export const getCheckReport = operation("getCheckReport", {
  room: "checks",
  summary: "What a report said, by its number: verdict, digests and time",
  callers: ["anyone"],
  params: Type.Object({ number: Type.String({ pattern: reportNumber }) }, { additionalProperties: false }),
  result: CheckReport,
  problems: [NotFound],
});

export const getTrustList = operation("getTrustList", {
  room: "checks",
  summary: "The signed trust list that files are judged by here: what `liangzheng verify --trust` wants",
  callers: ["anyone"],
  result: Type.String(),
  produces: "application/json",
});
