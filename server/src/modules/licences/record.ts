import { canonicalJson, encodeUtf8 } from "@liangzheng/bytes";

/**
 * What a version says: the data that are sealed, digested, printed and put into the file. A photo stands here as the SM3
 * of its bytes. `salt` makes the digest impossible to guess or to link (hard rule 9).
 */
export type LicenceRecord = {
  readonly identifier: string | null;
  readonly number: string;
  readonly typeKey: string;
  readonly typeVersion: number;
  readonly typeCode: string;
  readonly typeName: string;
  readonly issuer: { readonly name: string; readonly code: string };
  /** In the order of the licence's holders. No internal key: the record goes out in the file. */
  readonly holders: readonly {
    readonly kind: "person" | "organisation";
    readonly codeType: string;
    readonly code: string;
    readonly name: string;
  }[];
  readonly issuedOn: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly fields: Readonly<Record<string, string>>;
  readonly salt: string;
};

/** RFC 8785 bytes: what is sealed is exactly what is digested, so that a reader need not write it again to check. */
export const encodeRecord = (record: LicenceRecord): Uint8Array => encodeUtf8(canonicalJson(record));
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
export const parseRecord = (bytes: Uint8Array): LicenceRecord =>
  JSON.parse(utf8.decode(bytes)) as LicenceRecord;

/** Ties sealed bytes to their place: a ciphertext moved to another licence or version does not open. */
export const sealedAbout = (licenceKey: string, version: number): string => `${licenceKey}/${version}`;
