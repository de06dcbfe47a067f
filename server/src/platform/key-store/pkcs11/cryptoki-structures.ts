/*
 * Structures of PKCS #11 v2.40 on systems where CK_ULONG has 64 bits and nothing is packed: all but Windows. Numbers are in
 * the machine's order, which is little-endian.
 */
const word = 8;
const attributeLength = 3 * word;

export const objectClass = { publicKey: 2, privateKey: 3 } as const;
/** CKA_…: what an object is asked for, or must have. */
export const attributes = {
  class: 0x000,
  token: 0x001,
  private: 0x002,
  label: 0x003,
  keyType: 0x100,
  id: 0x102,
  sensitive: 0x103,
  sign: 0x108,
  verify: 0x10a,
  extractable: 0x162,
  parameters: 0x180,
  point: 0x181,
} as const;
export type AttributeName = keyof typeof attributes;
export type AttributeValue = boolean | number | string | Uint8Array;
export type Template = Partial<Readonly<Record<AttributeName, AttributeValue>>>;

function encodeValue(value: AttributeValue): Uint8Array {
  if (typeof value === "boolean") return Uint8Array.of(value ? 1 : 0);
  if (typeof value === "number") return encodeWords(value);
  return typeof value === "string" ? Buffer.from(value) : value;
}

/** CK_ULONGs one after the other. */
export function encodeWords(...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * word);
  for (const [index, number] of numbers.entries()) bytes.writeBigUInt64LE(BigInt(number), index * word);
  return bytes;
}

export const readWord = (bytes: Buffer, index = 0): bigint => bytes.readBigUInt64LE(index * word);

/** CK_MECHANISM without a parameter. */
export const encodeMechanism = (type: number): Buffer => encodeWords(type, 0, 0);
/** CK_C_INITIALIZE_ARGS: calls come from several threads, and locks of the system's own will do (CKF_OS_LOCKING_OK). */
export const encodeInitializeArguments = (): Buffer => encodeWords(0, 0, 0, 0, 2, 0);

/** CK_ATTRIBUTEs with their values behind them, in one buffer: who has it alive has them all. */
export interface EncodedTemplate {
  readonly bytes: Buffer;
  readonly count: number;
}

/** @param addressOf where a buffer stands in memory. */
export function encodeTemplate(template: Template, addressOf: (bytes: Buffer) => bigint): EncodedTemplate {
  const entries = Object.entries(template) as readonly [AttributeName, AttributeValue][];
  return layOut(
    entries.map(([name, value]) => [name, encodeValue(value)]),
    addressOf,
  );
}

/** Room for what is asked of an object. */
export const encodeQuestion = (
  names: readonly AttributeName[],
  room: number,
  addressOf: (bytes: Buffer) => bigint,
): EncodedTemplate =>
  layOut(
    names.map((name) => [name, new Uint8Array(room)]),
    addressOf,
  );

function layOut(
  entries: readonly (readonly [AttributeName, Uint8Array])[],
  addressOf: (bytes: Buffer) => bigint,
): EncodedTemplate {
  const head = entries.length * attributeLength;
  const bytes = Buffer.alloc(entries.reduce((sum, [, { length }]) => sum + length, head));
  const base = addressOf(bytes);
  let at = head;
  for (const [index, [name, value]] of entries.entries()) {
    const from = index * attributeLength;
    bytes.writeBigUInt64LE(BigInt(attributes[name]), from);
    bytes.writeBigUInt64LE(base + BigInt(at), from + word);
    bytes.writeBigUInt64LE(BigInt(value.length), from + 2 * word);
    bytes.set(value, at);
    at += value.length;
  }
  return { bytes, count: entries.length };
}

/** What was answered into `encodeQuestion`; undefined for an attribute that is not there or has no room. */
export function readAnswer(
  { bytes, count }: EncodedTemplate,
  room: number,
): readonly (Uint8Array | undefined)[] {
  return Array.from({ length: count }, (_, index) => {
    const length = bytes.readBigUInt64LE(index * attributeLength + 2 * word);
    const from = count * attributeLength + index * room;
    return length > BigInt(room) ? undefined : Uint8Array.from(bytes.subarray(from, from + Number(length)));
  });
}

export interface TokenInfo {
  readonly label: string;
  readonly maker: string;
  readonly model: string;
  readonly serial: string;
}
export const tokenInfoLength = 208;

/** CK_TOKEN_INFO: names filled up with blanks, cut to what can be shown on a line. */
export function parseTokenInfo(bytes: Uint8Array): TokenInfo {
  const text = (from: number, to: number): string =>
    Buffer.from(bytes.subarray(from, to))
      .toString("utf8")
      .replace(/\p{C}|\ufffd/gu, "?")
      .trim();
  return { label: text(0, 32), maker: text(32, 64), model: text(64, 80), serial: text(80, 96) };
}

/** CKA_EC_POINT: a point of 65 bytes within an OCTET STRING, or as it is, as older modules have it. */
export function parsePoint(value: Uint8Array): Uint8Array | undefined {
  const point = value.length === 67 && value[0] === 4 && value[1] === 65 ? value.slice(2) : value;
  return point.length === 65 && point[0] === 4 ? point : undefined;
}
