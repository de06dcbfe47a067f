import { type CoseSigner, parseSign1, prepareSign1, type Sign1, type Unsigned } from "./cose-sign1.ts";
import { ShowCodeError } from "./error.ts";
import {
  bitsOfStatus,
  type Deflate,
  type Inflate,
  packStatusList,
  type StatusList,
  unpackStatusList,
} from "./status-list.ts";
import { type Cbor, decodeCbor, encodeCbor } from "./strict-cbor.ts";

/** What the issuer says of a list (draft-ietf-oauth-status-list §5.2). Times in seconds since 1970. */
export interface StatusListClaims {
  /** The address of the list itself. */
  readonly uri: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** Seconds for which a copy may be kept before it is asked for again. */
  readonly timeToLive: number;
}

export interface StatusListToken {
  readonly claims: StatusListClaims;
  readonly list: StatusList;
  readonly issuer: Sign1;
}

export const statusListType = "application/statuslist+cwt";
/** A full list that does not deflate at all, and its signature. Longer ones are refused unread. */
export const longestStatusList: number = 576 * 1024;
const labels = { uri: 2, expiresAt: 4, issuedAt: 6, list: 65533, timeToLive: 65534 } as const;
const coseSign1Tag = 0xd2;

/** @throws ShowCodeError `bad-content` for claims that cannot stand in it; `bad-length` for a key identifier of another length. */
export function prepareStatusList(
  claims: StatusListClaims,
  list: StatusList,
  signer: CoseSigner,
  deflate: Deflate,
): Unsigned {
  if (!fits(claims)) throw new ShowCodeError("bad-content");
  const payload = encodeCbor(
    new Map<number, Cbor>([
      [labels.uri, claims.uri],
      [labels.expiresAt, claims.expiresAt],
      [labels.issuedAt, claims.issuedAt],
      [labels.timeToLive, claims.timeToLive],
      [
        labels.list,
        new Map<string, Cbor>([
          ["bits", bitsOfStatus],
          ["lst", packStatusList(list, deflate)],
        ]),
      ],
    ]),
  );
  const { toBeSigned, signed } = prepareSign1(payload, signer, statusListType);
  return { toBeSigned, signed: (signature) => Uint8Array.from([coseSign1Tag, ...signed(signature)]) };
}

/**
 * Reads a list as it came, tagged as COSE_Sign1 or not (revisions of the draft differ). `verifyStatusList` says whether it is genuine.
 * @throws ShowCodeError `too-long`, `bad-encoding`, `unsupported-algorithm`, `bad-content`, and nothing else for any bytes.
 */
export function parseStatusList(bytes: Uint8Array, inflate: Inflate): StatusListToken {
  if (bytes.length > longestStatusList) throw new ShowCodeError("too-long");
  const issuer = parseSign1(bytes[0] === coseSign1Tag ? bytes.subarray(1) : bytes);
  if (issuer.type !== statusListType) throw new ShowCodeError("bad-content");
  const payload = decodeCbor(issuer.payload);
  if (!(payload instanceof Map) || payload.size !== 5) throw new ShowCodeError("bad-content");
  const claims = {
    uri: payload.get(labels.uri),
    issuedAt: payload.get(labels.issuedAt),
    expiresAt: payload.get(labels.expiresAt),
    timeToLive: payload.get(labels.timeToLive),
  };
  const list: unknown = payload.get(labels.list);
  if (!fits(claims) || !(list instanceof Map) || list.size !== 2) throw new ShowCodeError("bad-content");
  const packed: unknown = list.get("lst");
  if (list.get("bits") !== bitsOfStatus || !(packed instanceof Uint8Array))
    throw new ShowCodeError("bad-content");
  return { claims, list: unpackStatusList(packed, inflate), issuer };
}

function fits(claims: Readonly<Record<keyof StatusListClaims, unknown>>): claims is StatusListClaims {
  const { uri, issuedAt, expiresAt, timeToLive } = claims;
  const whole = (value: unknown): boolean =>
    typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 2 ** 32;
  const address = typeof uri === "string" && uri.length <= 512 && /^[a-z][a-z0-9+.-]*:[!-~]+$/.test(uri);
  return address && whole(issuedAt) && whole(expiresAt) && whole(timeToLive) && timeToLive !== 0;
}
