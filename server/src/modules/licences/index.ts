import type { FlagKind, LicenceStatus } from "@liangzheng/contract";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import { listFlags, listStatusActs } from "./act-store.ts";
import { listCurrent } from "./current-store.ts";
import type { Licence, LicenceHolder, NewVersion, SealedVersion } from "./licence.ts";
import { recordStatusAct, type StatusActInput, setFlag } from "./record-status-act.ts";
import { recordVersion } from "./record-version.ts";
import { type Search, searchKeys } from "./search-store.ts";
import { findLicenceForUpdate, hasLive, listLicences } from "./store.ts";
import { listHolders, listKeysOfHolder, listVersionNumbers, listVersions } from "./version-store.ts";

/** The licence record: one current row, sealed versions, dated acts. Holds no key: nobody reads a licence here. */
export interface Licences {
  record(ctx: Ctx<Account>, version: NewVersion): Promise<void>;
  recordStatusAct(ctx: Ctx<Account>, licence: Licence, input: StatusActInput): Promise<LicenceStatus>;
  setFlag(
    ctx: Ctx<Account>,
    licence: Licence,
    input: { kind: FlagKind; set: boolean; source: string; documentNumber: string },
  ): Promise<readonly FlagKind[]>;
  list(tx: Tx, keys: readonly string[]): Promise<readonly Licence[]>;
  /** With the sealed current version and the holders, as they stand at one instant. */
  current: typeof listCurrent;
  /** Locked until the transaction ends. */
  findForUpdate(tx: Tx, licenceKey: string): Promise<Licence | undefined>;
  holders(tx: Tx, keys: readonly string[]): Promise<ReadonlyMap<string, readonly LicenceHolder[]>>;
  sealedVersions(
    tx: Tx,
    wanted: readonly { readonly licenceKey: string; readonly version: number }[],
    withPhoto: boolean,
  ): Promise<readonly SealedVersion[]>;
  listKeysOfHolder(tx: Tx, partyId: string): Promise<readonly string[]>;
  hasLive: typeof hasLive;
  search(tx: Tx, search: Search): Promise<readonly string[]>;
  statusActs: typeof listStatusActs;
  flags: typeof listFlags;
  versionNumbers: typeof listVersionNumbers;
}

export const createLicences = (): Licences => ({
  record: recordVersion,
  recordStatusAct,
  setFlag,
  list: listLicences,
  current: listCurrent,
  findForUpdate: findLicenceForUpdate,
  holders: listHolders,
  async sealedVersions(tx, wanted, withPhoto) {
    const rows = await listVersions(tx, wanted, withPhoto);
    const holders = await listHolders(
      tx,
      rows.map((row) => row.licenceKey),
    );
    return rows.map((row) => ({ ...row, holders: holders.get(row.licenceKey) ?? [] }));
  },
  listKeysOfHolder: listKeysOfHolder,
  hasLive: hasLive,
  search: searchKeys,
  statusActs: listStatusActs,
  flags: listFlags,
  versionNumbers: listVersionNumbers,
});

export type { Licence, LicenceHolder, NewVersion, SealedVersion } from "./licence.ts";
export { encodeRecord, type LicenceRecord, parseRecord, sealedAbout } from "./record.ts";
export type { StatusActInput } from "./record-status-act.ts";
export { answerOf, type StoredStatus, statusAt, statusReasonAt, takesVersion } from "./status.ts";
