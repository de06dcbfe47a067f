import type { FlagKind, Origin } from "@liangzheng/contract";
import type { StatusFacts } from "./status.ts";

/** The current state of a licence, without anything that is sealed. */
export interface Licence extends StatusFacts {
  /** Opaque; names the licence through all its versions and whatever becomes of its issuer. */
  readonly licenceKey: string;
  readonly typeKey: string;
  readonly typeVersion: number;
  readonly origin: Origin;
  readonly organId: string;
  readonly issuerName: string;
  readonly currentVersion: number;
  readonly flags: readonly FlagKind[];
  readonly issuedOn: string;
}

export interface LicenceHolder {
  readonly partyId: string;
  readonly role: string;
  readonly share: string | null;
}

/** A version's sealed data, as `use` receives it to open. */
export interface SealedVersion {
  readonly licenceKey: string;
  readonly version: number;
  readonly sealed: Uint8Array;
  readonly sealedPhoto: Uint8Array | null;
  readonly contentKeys: Uint8Array;
  readonly digest: Uint8Array;
  readonly fileDigest: Uint8Array | null;
  /** Where the encrypted file is kept: the SM3 digest of the encrypted bytes. */
  readonly storedFile: Uint8Array | null;
  readonly holders: readonly LicenceHolder[];
}

/** Why a version was made. */
export type VersionKind = "first" | "change" | "renewal" | "replacement";

export interface NewVersion {
  readonly licenceKey: string;
  readonly version: number;
  readonly kind: VersionKind;
  readonly typeKey: string;
  readonly typeVersion: number;
  readonly origin: Origin;
  readonly organId: string;
  readonly issuerName: string;
  readonly holders: readonly LicenceHolder[];
  readonly identifierIndex: Uint8Array;
  readonly numberIndex: Uint8Array;
  readonly objects: readonly { readonly kind: string; readonly index: Uint8Array }[];
  readonly issuedOn: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly sealed: Uint8Array;
  readonly sealedPhoto: Uint8Array | null;
  readonly contentKeys: Uint8Array;
  readonly digest: Uint8Array;
  readonly fileDigest: Uint8Array | null;
  readonly storedFile: Uint8Array | null;
  /** The licence this one takes the place of, where the type makes a new licence of a change. */
  readonly replaces: string | null;
}
