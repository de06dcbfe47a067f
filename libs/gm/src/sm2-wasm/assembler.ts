/** WebAssembly instructions as nested lists of bytes: an operation stands around its operands. */
export type Code = readonly (number | Code)[];

/** Unsigned LEB128. */
const unsigned = (value: number): number[] =>
  value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];

/** Signed LEB128. */
function signed(value: bigint): number[] {
  const low = Number(value & 0x7fn);
  const rest = value >> 7n;
  const isLast = (rest === 0n && low < 0x40) || (rest === -1n && low >= 0x40);
  return isLast ? [low] : [low | 0x80, ...signed(rest)];
}

type Operation = (...operands: readonly Code[]) => Code;
const operation =
  (...opcode: readonly number[]): Operation =>
  (...operands) => [...operands, ...opcode];
/** `offset` is added to the address; no alignment is promised. */
const access =
  (...opcode: readonly number[]) =>
  (offset: number, ...operands: readonly Code[]): Code => [...operands, ...opcode, 0, ...unsigned(offset)];

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, value: Code): Code => [value, 0x21, ...unsigned(local)];
export const call = (index: number, ...operands: readonly Code[]): Code => [
  ...operands,
  0x10,
  ...unsigned(index),
];

export const i32 = {
  value: (value: number): Code => [0x41, ...signed(BigInt(value))],
  load: access(0x28),
  store: access(0x36),
  eqz: operation(0x45),
  eq: operation(0x46),
  ltSigned: operation(0x48),
  add: operation(0x6a),
  sub: operation(0x6b),
  mul: operation(0x6c),
  and: operation(0x71),
  or: operation(0x72),
  xor: operation(0x73),
  shl: operation(0x74),
  shrSigned: operation(0x75),
  shrUnsigned: operation(0x76),
  wrap: operation(0xa7),
};

export const i64 = {
  value: (value: bigint): Code => [0x42, ...signed(value)],
  load32Signed: access(0x34),
  load32Unsigned: access(0x35),
  store32: access(0x3e),
  add: operation(0x7c),
  sub: operation(0x7d),
  mul: operation(0x7e),
  and: operation(0x83),
  shl: operation(0x86),
  shr: operation(0x87),
};

/** Four numbers of 32 bits at once. */
export const i32x4 = {
  load: access(0xfd, 0x00),
  store: access(0xfd, 0x0b),
  splat: operation(0xfd, 0x11),
  eq: operation(0xfd, 0x37),
  and: operation(0xfd, 0x4e),
  or: operation(0xfd, 0x50),
  xor: operation(0xfd, 0x51),
  add: operation(0xfd, 0xae, 0x01),
  sub: operation(0xfd, 0xb1, 0x01),
};

/** A loop that runs its body once and again as long as the condition is not zero. */
export const repeatWhile = (condition: Code, ...body: readonly Code[]): Code => [
  0x03,
  0x40,
  ...body,
  condition,
  0x0d,
  0,
  0x0b,
];

export const when = (condition: Code, yes: Code, no: Code = []): Code => [
  condition,
  0x04,
  0x40,
  yes,
  0x05,
  no,
  0x0b,
];

export interface WasmFunction {
  readonly name: string;
  /** All parameters are i32; no function returns anything but an i32. */
  readonly parameters: number;
  readonly returns?: boolean;
  /** How many locals of each type follow the parameters, in this order. */
  readonly i32?: number;
  readonly i64?: number;
  readonly v128?: number;
  readonly body: Code;
}

/** A module that exports every function, and a memory that starts with `pages` of 64 KiB, under the name "memory". */
export function assemble(functions: readonly WasmFunction[], pages: number): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters, returns = false }) => [
    0x60,
    ...vector(Array.from({ length: parameters }, () => [0x7f])),
    ...vector(returns ? [[0x7f]] : []),
  ]);
  const exported = functions.map(({ name }, index) => [...text(name), 0, ...unsigned(index)]);
  const bodies = functions.map((one) => {
    const counts = [
      [one.i32 ?? 0, 0x7f],
      [one.i64 ?? 0, 0x7e],
      [one.v128 ?? 0, 0x7b],
    ] as const;
    const locals = counts.map(([count, type]) => [...unsigned(count), type]);
    const bytes = [...vector(locals), ...flat(one.body), 0x0b];
    return [...unsigned(bytes.length), ...bytes];
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, types),
    ...section(
      3,
      functions.map((_, index) => unsigned(index)),
    ),
    ...section(5, [[0, ...unsigned(pages)]]),
    ...section(7, [...exported, [...text("memory"), 2, 0]]),
    ...section(10, bodies),
  ]);
}

const flat = (code: Code): number[] =>
  code.flatMap((item) => (typeof item === "number" ? [item] : flat(item)));

const vector = (items: readonly (readonly number[])[]): number[] => [
  ...unsigned(items.length),
  ...items.flat(),
];

/** Names are ASCII. */
const text = (name: string): number[] => [...unsigned(name.length), ...[...name].map((c) => c.charCodeAt(0))];

function section(id: number, items: readonly (readonly number[])[]): number[] {
  const content = vector(items);
  return [id, ...unsigned(content.length), ...content];
}
