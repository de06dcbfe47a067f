import { BytesError, decodeUtf8, encodeUtf8, fromBase64, fromHex } from "@liangzheng/bytes";
import {
  IdentError,
  mask,
  parseCalendarDate,
  parseCitizenNumber,
  parseCompactDate,
  parseCompactEndDate,
  parseDivisionCode,
  parseLicenceIdentifier,
  parseOrganisationCode,
  parseTypeCode,
  parseUscc,
  parseVin,
  presentMasks,
  tidyTyped,
} from "@liangzheng/ident";
import { openTrustList, rememberVerifications, TrustListError } from "@liangzheng/seal";
import {
  encodeShowCode,
  makeShortCode,
  makeShowCode,
  parseShortCode,
  parseShowCode,
  ShowCodeError,
} from "@liangzheng/showcode";
import type { Chance } from "../chance.ts";
import { gm, keeper, now, trustList } from "../corpus.ts";
import { mutateBytes } from "../mutation/bytes.ts";
import { attempt, type Outcome, reading, type Target } from "../target.ts";

const counted = (n: number): Uint8Array => Uint8Array.from({ length: n }, (_, i) => i * 37);
const showCode = encodeShowCode(makeShowCode(counted));
const shortCode = makeShortCode(counted);
const identifiers = [
  "1.2.156.3005.2.11100000000019713D071.1199010000DEM10506.990100000003.001.G",
  ...[
    "1199010000DEM10506",
    "990101199001020014",
    "11100000000019713D071",
    "DEM105061",
    "990101",
    "LSVAA4182E2000001",
  ],
  ...["2024-05-10", "20240510", "99991231", "长期"],
];
const odd = [
  "",
  " ",
  "\u3000",
  "０１２３４５６７８９",
  "．",
  "－",
  "\ud800",
  "\u202e",
  "é",
  "ſ",
  "İ",
  "١",
  "\n",
  "constructor",
  "0".repeat(5000),
];

/** Typed text: characters changed, pieces put in, halves of two joined. */
function makeText(seeds: readonly string[]): Target["make"] {
  return (chance) => {
    let text = chance.pick(seeds);
    for (let left = 1 + chance.length(4); left > 0; left--)
      text = mutateText(text, chance, chance.pick(seeds));
    return encodeUtf8(text);
  };
}

function mutateText(text: string, chance: Chance, other: string): string {
  const at = chance.below(text.length + 1);
  const end = chance.oneIn(2) ? at : at + 1 + chance.length(text.length - at);
  switch (chance.below(4)) {
    case 0:
      return text.slice(0, at) + chance.pick(odd) + text.slice(end);
    case 1:
      return text.slice(0, at) + String.fromCharCode(32 + chance.below(95)) + text.slice(at + 1);
    case 2:
      return text.slice(0, at) + other.slice(chance.below(other.length));
    default:
      return chance.oneIn(2) ? text.toLowerCase() : text.slice(0, at) + text.slice(end);
  }
}

const parsers = [
  ...[parseLicenceIdentifier, parseTypeCode, parseUscc, parseOrganisationCode, parseCitizenNumber],
  ...[parseDivisionCode, parseVin, parseCalendarDate, parseCompactDate, parseCompactEndDate],
];
const textOf = (input: Uint8Array): string => Buffer.from(input).toString();
const { verify } = rememberVerifications(gm);
const genuineList = JSON.stringify(contentOf(encodeUtf8(trustList)));

export const textTargets: readonly Target[] = [
  {
    name: "show-code",
    weight: 3,
    make: makeText([showCode, shortCode]),
    run(input) {
      const text = textOf(input);
      attempt(ShowCodeError, () => parseShortCode(text));
      const code = attempt(ShowCodeError, () => parseShowCode(text));
      if (code === undefined) return { word: "refused" };
      const again = encodeShowCode(code);
      const wrong = !text.normalize("NFKC").toUpperCase().includes(again);
      return { word: "read", ...(wrong && { wrong: "a code that was not in the text" }) };
    },
  },
  {
    name: "identifier",
    weight: 5,
    make: makeText(identifiers),
    run(input) {
      const text = textOf(input);
      tidyTyped(text);
      for (const rule of presentMasks) mask(text, rule);
      const words = parsers.map((parse) => reading(IdentError, () => parse(text)).word);
      return { word: words.includes("read") ? "read" : "refused" };
    },
  },
  {
    name: "trust-list",
    weight: 2,
    make: (chance) => mutateBytes(encodeUtf8(trustList), chance),
    run(input): Outcome {
      const content = attempt(TrustListError, () => contentOf(input));
      if (content === undefined) return { word: "refused" };
      const wrong = JSON.stringify(content) !== genuineList;
      return { word: "opened", ...(wrong && { wrong: "a list that its keeper did not sign" }) };
    },
  },
  {
    name: "bytes",
    weight: 1,
    make: (chance) =>
      mutateBytes(encodeUtf8(chance.pick([showCode, "3q2+7w==", "00ffAA", "示范𠮷"])), chance),
    run(input) {
      attempt(BytesError, () => fromBase64(textOf(input)));
      attempt(BytesError, () => fromHex(textOf(input)));
      return reading(BytesError, () => decodeUtf8(input));
    },
  },
];

/** What a trust list makes its owner believe. */
function contentOf(bytes: Uint8Array): unknown {
  const list = openTrustList(bytes, { gm: { ...gm, verify }, now, keeper: keeper.publicKey });
  const { name, sequence, issuedAt, nextUpdate, entries, intermediates, crls } = list;
  const certificates = [...entries.map(({ certificate }) => certificate), ...intermediates, ...crls];
  return [
    name,
    sequence,
    issuedAt,
    nextUpdate,
    entries.map((entry) => [entry.name, entry.uses]),
    certificates.map(({ raw }) => Buffer.from(raw).toString("hex")),
  ];
}
