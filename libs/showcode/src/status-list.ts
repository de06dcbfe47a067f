import { ShowCodeError } from "./error.ts";
import { isIndex, statusListSize } from "./status-reference.ts";

/**
 * The four bits of each status (draft-ietf-oauth-status-list §7.1): 0, 1 and 2 as registered (VALID, INVALID, SUSPENDED),
 * ours in the places left to applications, 3 and 12 to 15. Whatever else stands in a list has no meaning here. Run out is
 * none of them: the last day stands in the code, and goes before the list.
 */
const numbers = {
  valid: 0,
  revoked: 1,
  suspended: 2,
  pending: 3,
  cancelled: 12,
  withdrawn: 13,
  rescinded: 14,
  void: 15,
} as const;

export type ListedStatus = keyof typeof numbers;
export const listedStatuses = Object.keys(numbers) as readonly ListedStatus[];

/** Deflates into the zlib format (RFC 1950), as small as it can. */
export type Deflate = (bytes: Uint8Array) => Uint8Array;
/** Inflates the zlib format, and throws rather than give more than `most` bytes or leave any unread. */
export type Inflate = (bytes: Uint8Array, most: number) => Uint8Array;

/** Statuses by index, two in a byte, the even index in the low half. */
export interface StatusList {
  readonly halves: Uint8Array;
}

export const bitsOfStatus = 4;
const mostBytes = (statusListSize * bitsOfStatus) / 8;

/**
 * A list of so many places. All that are not named are valid, those that belong to no code among them, so that nobody sees
 * how many there are.
 * @throws ShowCodeError `bad-content` for a size that no list has, or an index outside it.
 */
export function makeStatusList(
  size: number,
  notValid: Iterable<readonly [number, ListedStatus]>,
): StatusList {
  if (!isIndex(size - 1)) throw new ShowCodeError("bad-content");
  const halves = new Uint8Array(Math.ceil(size / 2));
  for (const [index, status] of notValid) {
    if (!isIndex(index) || index >= size) throw new ShowCodeError("bad-content");
    const shift = (index & 1) * bitsOfStatus;
    const other = (halves[index >> 1] ?? 0) & (0xf0 >> shift);
    halves[index >> 1] = other | (numbers[status] << shift);
  }
  return { halves };
}

/** `undefined` where the list does not reach; `unknown` for a number without a meaning. */
export function statusAt({ halves }: StatusList, index: number): ListedStatus | "unknown" | undefined {
  const byte = isIndex(index) ? halves[index >> 1] : undefined;
  if (byte === undefined) return undefined;
  const number = (byte >> ((index & 1) * bitsOfStatus)) & 0xf;
  return listedStatuses.find((status) => numbers[status] === number) ?? "unknown";
}

export const packStatusList = (list: StatusList, deflate: Deflate): Uint8Array => deflate(list.halves);

/** @throws ShowCodeError `bad-content` for no zlib stream, `too-long` for more places than a list has. */
export function unpackStatusList(bytes: Uint8Array, inflate: Inflate): StatusList {
  let halves: Uint8Array;
  try {
    halves = inflate(bytes, mostBytes);
  } catch (cause) {
    throw new ShowCodeError("bad-content", { cause });
  }
  // A port that does not count shall not be believed.
  if (halves.length > mostBytes) throw new ShowCodeError("too-long");
  if (halves.length === 0) throw new ShowCodeError("bad-content");
  return { halves };
}
