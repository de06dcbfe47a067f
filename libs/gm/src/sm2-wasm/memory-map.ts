/** Where things lie in the module's memory, in bytes. A number takes nine words of four bytes and three of padding. */
const number = 48;
/** A point of a table, affine: x in nine words, y in the next nine, two of padding. */
export const entryBytes = 80;

/** A scalar is read in 43 windows of 6 bits, each an odd digit in [-63, 63]. */
export const windows = 43;
export const windowBits = 6;
/** A row holds the odd multiples 1, 3 … 63 of one point. */
export const rowEntries = 32;
export const rowBytes = rowEntries * entryBytes;

const page = 65_536;
/** A table of 43 rows takes 110,080 bytes. */
const slotBytes = 2 * page;
/** Public keys that have a table at a time. */
export const keySlots = 64;

/** The running point, in Jacobian coordinates (x = X/Z², y = Y/Z³). */
export const running = { x: 0, y: number, z: 2 * number } as const;
/** The table's point about to be added; y follows x without padding. */
export const chosen = { x: 3 * number, y: 3 * number + 36 } as const;
/** Work space of the point formulas. */
export const temporary = (i: number): number => (5 + i) * number;
/** 33 bytes, least significant first, and padding of zeros. */
export const scalar = 12 * number;
/** Work space of the TypeScript side. */
export const operand = (i: number): number => (13 + i) * number;
const lastOperand = 11;
/** All that secrets pass through: from here to this address it is cleared after use. */
export const secretsEnd = operand(lastOperand);

export const one = operand(lastOperand);
/** R modulo p: the number one as field elements stand. */
export const fieldOne = operand(lastOperand + 1);
/** R² modulo p and modulo n: what brings a number into Montgomery form. */
export const fieldSquare = operand(lastOperand + 2);
export const orderSquare = operand(lastOperand + 3);

/** Points on their way into a table: X, Y, Z and a product. */
export const workPoint = (i: number): number => page + i * 4 * number;
const workPages = 5;
export const baseTable = (1 + workPages) * page;
export const keyTable = (slot: number): number => baseTable + (1 + slot) * slotBytes;
export const pages = keyTable(keySlots) / page;
