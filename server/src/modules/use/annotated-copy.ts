import { type CopyInput, type CopyState, copyDays, type LicenceStatus } from "@liangzheng/contract";
import { dateInShanghai, holdsMod3736, isCalendarDate, mod3736Character, tidyTyped } from "@liangzheng/ident";
import { type MetadataItem, printedText, type WatermarkText } from "@liangzheng/ofd";
import type { FieldFault } from "@liangzheng/problem";

/** Digits and capitals without I, L, O and U: what is read aloud or typed from paper is not mistaken. */
const characters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const prefix = "JZJ";
const drawn = 16;

/**
 * A number of a copy: `JZJ`, 80 random bits, and a check character of ISO 7064 MOD 37,36. Nobody can guess one, so that who
 * knows one has seen the copy. docs/formats/annotated-copy.md
 */
export function makeCopyNumber(random: (length: number) => Uint8Array): string {
  for (;;) {
    const body = prefix + Array.from(random(drawn), (byte) => characters[byte & 31]).join("");
    const check = mod3736Character(body);
    if (characters.includes(check)) return body + check;
  }
}

/** As printed: `JZJ7-K2MQ-…`, five groups of four. */
export const printedCopyNumber = (number: string): string => number.match(/.{4}/g)?.join("-") ?? number;

/** A number as somebody typed it; `undefined` for what is none. */
export function readCopyNumber(typed: string): string | undefined {
  const number = tidyTyped(typed).replaceAll("-", "").replaceAll("O", "0").replace(/[IL]/g, "1");
  return /^JZJ[0-9A-HJKMNP-TV-Z]{17}$/.test(number) && holdsMod3736(number) ? number : undefined;
}

/** A copy as it was made; days are Asia/Shanghai, the last one counts to its end. */
export interface CopyFacts {
  readonly version: number;
  readonly validUntil: string;
  readonly revokedAt: Date | null;
}

/** What a copy is good for at an instant. Its own end comes before its original's: that is what its holder decided. */
export function copyStateAt(
  { version, validUntil, revokedAt }: CopyFacts,
  original: { readonly status: LicenceStatus; readonly currentVersion: number },
  at: Date,
): CopyState {
  if (revokedAt !== null) return "revoked";
  if (dateInShanghai(at) > validUntil) return "expired";
  return original.status === "valid" && original.currentVersion === version
    ? "valid"
    : "original-not-current";
}

const dayMs = 24 * 3_600_000;

/** A copy ends today at the earliest, within a year, and not after its original. */
export function termFaults(validUntil: string, licenceEnds: string | null, now: Date): readonly FieldFault[] {
  const fault = (rule: string, message: string): FieldFault[] => [{ field: "/validUntil", rule, message }];
  if (!isCalendarDate(validUntil)) return fault("no-such-day", "is no day of the calendar");
  if (validUntil < dateInShanghai(now)) return fault("in-the-past", "is past already");
  if (validUntil > dateInShanghai(new Date(now.getTime() + copyDays.most * dayMs)))
    return fault("too-long", "is more than a year from now");
  if (licenceEnds !== null && validUntil > licenceEnds)
    return fault("after-original", "is later than the last day of the licence");
  return [];
}

const texts = ["recipient", "purpose", "matter", "businessNumber"] as const;

/** Characters that the page could not show, told by the field they are in. */
export function printFaults(
  input: CopyInput,
  hasGlyph: (codePoint: number) => boolean,
): readonly FieldFault[] {
  return texts.flatMap((name) => {
    const value = input[name];
    if (value === undefined) return [];
    const field = `/${name}`;
    if (value.trim() === "") return [{ field, rule: "required", message: "is blank" }];
    if (/[\p{Cc}\u2028\u2029]/u.test(value))
      return [{ field, rule: "control-character", message: "has a character that cannot be printed" }];
    return [...value].some((character) => !hasGlyph(character.codePointAt(0) ?? 0))
      ? [{ field, rule: "missing-glyph", message: "has a character that the font does not have" }]
      : [];
  });
}

const compact = (day: string): string => day.replaceAll("-", "");
const instant = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace(/[-:T]/g, "");

/** What is printed over the page. `number` as it is printed, or what stands in its place before there is one. */
export function watermarkOf(input: CopyInput, number: string): WatermarkText {
  const until = printedText("date", compact(input.validUntil));
  return {
    paragraphs: [
      `加注件　仅供${input.recipient}使用`,
      `用途：${input.purpose}`,
      `事项：${input.matter}`,
      ...(input.businessNumber === undefined ? [] : [`业务号：${input.businessNumber}`]),
      `有效期至：${until}`,
      `编号：${number}`,
    ],
    strip: `加注件，不是电子证照原件　编号 ${number}　有效期至 ${until}　凭编号可查验状态`,
  };
}

export interface Making {
  readonly number: string;
  readonly maker: string;
  readonly at: Date;
  /** SM3 of the original's file, hexadecimal. */
  readonly originalDigest: string;
}

/**
 * The data of the copy behind those of its original: the four JZJ items of the national record, and our own with the
 * same prefix (docs/formats/annotated-copy.md). They say what the watermark says.
 */
export function copyMetadata(input: CopyInput, making: Making): readonly MetadataItem[] {
  return [
    { id: "JZJZZSJ", value: instant(making.at) },
    { id: "JZJZZZ", value: making.maker },
    { id: "JZJZZSY", value: `${input.purpose}；${input.matter}` },
    { id: "JZJYXQJZSJ", value: `${compact(input.validUntil)}235959` },
    { id: "JZJBH", value: making.number },
    { id: "JZJSYF", value: input.recipient },
    { id: "JZJYT", value: input.purpose },
    { id: "JZJSX", value: input.matter },
    ...(input.businessNumber === undefined ? [] : [{ id: "JZJYWBH", value: input.businessNumber }]),
    { id: "JZJYJZY", value: making.originalDigest },
  ];
}
