import { equalBytes } from "@liangzheng/bytes";
import type { Gm } from "@liangzheng/gm";
import type { FileStore } from "../../platform/files.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { Box, Opener } from "../../platform/vault.ts";
import type { Access } from "../access/index.ts";
import type { Catalogue } from "../catalogue/index.ts";
import { type Licences, parseRecord, type SealedVersion, sealedAbout } from "../licences/index.ts";
import type { Parties } from "../parties/index.ts";
import type { Opened } from "./opened.ts";

export interface UseDeps {
  readonly gm: Gm;
  readonly opener: Opener;
  readonly box: Box;
  /** Opens the drafts that `issuance` can only seal. */
  readonly drafts: Pick<Box, "open">;
  readonly files: FileStore;
  readonly index: (kind: string, value: string) => Uint8Array;
  readonly access: Access;
  readonly parties: Parties;
  readonly catalogue: Catalogue;
  readonly licences: Licences;
}

/** Opens many licences in a fixed number of statements. A key that names no licence is absent from the answer. */
export async function openLicences(
  deps: UseDeps,
  tx: Tx,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Opened>> {
  const found = await deps.licences.current(tx, keys);
  const dataKeys = await deps.parties.dataKeys(
    tx,
    found.flatMap(({ holders }) => holders.map(({ partyId }) => partyId)),
  );
  const opened = new Map<string, Opened>();
  for (const licence of found) {
    const bytes = openPart(deps, "record", licence, licence.sealed, dataKeys);
    opened.set(licence.licenceKey, {
      licence,
      type: await deps.catalogue.getVersion(tx, licence.typeKey, licence.typeVersion),
      record: parseRecord(bytes),
      holders: licence.holders,
      sealedFile: licence.fileDigest !== null,
      intact: equalBytes(deps.gm.sm3(bytes), licence.digest),
    });
  }
  return opened;
}

function openPart(
  deps: UseDeps,
  part: "record" | "photo" | "file",
  version: Pick<SealedVersion, "licenceKey" | "version" | "contentKeys" | "holders">,
  sealed: Uint8Array,
  dataKeys: ReadonlyMap<string, Uint8Array>,
): Uint8Array {
  const keys = version.holders.map((holder) => dataKeys.get(holder.partyId) ?? new Uint8Array(0));
  return deps.opener.open(
    part,
    sealed,
    version.contentKeys,
    keys,
    sealedAbout(version.licenceKey, version.version),
  );
}

export interface Attachments {
  readonly photo: Uint8Array | null;
  readonly file: Uint8Array | null;
}

/** The photo, and the sealed file itself where it is asked for. */
export async function openAttachments(
  deps: UseDeps,
  tx: Tx,
  opened: Opened,
  withFile: boolean,
): Promise<Attachments> {
  const { licenceKey, currentVersion } = opened.licence;
  const [version] = await deps.licences.sealedVersions(tx, [{ licenceKey, version: currentVersion }], true);
  if (version === undefined) throw new Error(`licence ${licenceKey} has no version ${currentVersion}`);
  const dataKeys = await deps.parties.dataKeys(
    tx,
    version.holders.map((holder) => holder.partyId),
  );
  const photo =
    version.sealedPhoto === null ? null : openPart(deps, "photo", version, version.sealedPhoto, dataKeys);
  if (!withFile || version.storedFile === null) return { photo, file: null };
  const stored = await deps.files.get(Buffer.from(version.storedFile).toString("hex"));
  return { photo, file: openPart(deps, "file", version, stored, dataKeys) };
}
