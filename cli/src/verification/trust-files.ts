import { readFile } from "node:fs/promises";
import { toHex } from "@liangzheng/bytes";
import { openTrustList, type Trust, TrustListError, trustOf } from "@liangzheng/seal";
import { UsageError } from "../run-command.ts";
import { readCertificates } from "./certificate-files.ts";
import { hostAlgorithms } from "./host-algorithms.ts";

/** What one `--trust` file gives: certificates trusted for everything, or a list that says for what. */
export type TrustFile =
  | { readonly kind: "certificates"; readonly certificates: readonly Uint8Array[] }
  | { readonly kind: "list"; readonly trust: Trust };

/**
 * Certificates, PEM or DER, or a trust list (docs/formats/trust-list.md), told by the first byte that is not white space.
 * @param keeper SM3 of the key that lists must be signed with, in hexadecimal digits.
 * @throws UsageError for a file that cannot be trusted, saying why.
 */
export async function readTrustFile(path: string, keeper: string | undefined, now: Date): Promise<TrustFile> {
  const bytes = await readBytes(path);
  if (!/^(\xef\xbb\xbf)?\s*\{/.test(Buffer.from(bytes.subarray(0, 256)).toString("latin1"))) {
    return { kind: "certificates", certificates: await readCertificates(path) };
  }
  const gm = hostAlgorithms();
  try {
    const list = openTrustList(bytes, { gm, now });
    if (keeper !== undefined && toHex(gm.sm3(list.keeper)) !== readFingerprint(keeper)) {
      throw new TrustListError("other-keeper", toHex(gm.sm3(list.keeper)));
    }
    return { kind: "list", trust: rawTrust(trustOf(list)) };
  } catch (cause) {
    if (!(cause instanceof TrustListError)) throw cause;
    throw new UsageError(`${path} is no trust list to go by: ${cause.message}`, { cause });
  }
}

/** Certificates trusted for everything stand beside what lists say. Without a list, makers and authorities are anybody trusted. */
export function joinTrust(
  files: readonly TrustFile[],
  makers: readonly Uint8Array[],
  crls: readonly Uint8Array[],
): Trust {
  const certificates = files.flatMap((file) => (file.kind === "certificates" ? file.certificates : []));
  const lists = files.flatMap((file) => (file.kind === "list" ? [file.trust] : []));
  // `--maker` names who makes seals: then those certificates of `--trust` do not.
  const named = makers.length > 0 ? makers : certificates;
  return {
    anchors: [...certificates, ...lists.flatMap(({ anchors }) => anchors)],
    pool: lists.flatMap(({ pool = [] }) => pool),
    crls: [...crls, ...lists.flatMap((list) => list.crls)],
    ...((lists.length > 0 || makers.length > 0) && {
      makers: [...named, ...lists.flatMap((list) => list.makers ?? [])],
    }),
    ...(lists.length > 0 && {
      timeStampers: [...certificates, ...lists.flatMap(({ timeStampers = [] }) => timeStampers)],
    }),
  };
}

/** What a signature by itself is over. @throws UsageError */
export const readContent = (path: string): Promise<Uint8Array> => readBytes(path);

const readBytes = (path: string): Promise<Uint8Array> =>
  readFile(path).catch((cause: unknown) => {
    throw new UsageError(`cannot read ${path}`, { cause });
  });

/** Bytes again, so that the trust can be sent to the thread that verifies. */
function rawTrust(trust: Trust): Trust {
  const raw = (items: readonly (Uint8Array | { readonly raw: Uint8Array })[] | undefined) =>
    (items ?? []).map((item) => (item instanceof Uint8Array ? item : item.raw));
  return {
    anchors: raw(trust.anchors),
    makers: raw(trust.makers),
    timeStampers: raw(trust.timeStampers),
    pool: raw(trust.pool),
    crls: raw(trust.crls),
  };
}

function readFingerprint(text: string): string {
  const digits = text.replaceAll(":", "").toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(digits)) throw new UsageError("--trust-keeper takes 64 hexadecimal digits");
  return digits;
}
