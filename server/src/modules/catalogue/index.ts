import type { TypeDefinition } from "@liangzheng/contract";
import { problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { LicenceType } from "./licence-type.ts";
import { type ChainDeps, importType, proposeType, publishType, saveTypeDraft } from "./publish-type.ts";
import * as store from "./store.ts";

/** 证照目录: licence types as data, their versions, and which unit issues them under which seal. */
export interface Catalogue {
  /** The version in force. @throws ProblemError `not-found`, `type-not-published`. */
  getCurrent(tx: Tx, typeKey: string): Promise<LicenceType>;
  /** A version as it was published; published versions never change, so they are remembered. */
  getVersion(tx: Tx, typeKey: string, version: number): Promise<LicenceType>;
  /** The seal under which a unit issues a type. @throws ProblemError `not-adopted`. */
  getAdoption(tx: Tx, typeKey: string, organId: string): Promise<{ readonly sealId: string }>;
  /** The version in force, where there is one. */
  findPublished(tx: Tx, typeKey: string): Promise<LicenceType | undefined>;
  findAdoption: typeof store.findAdoption;
  /** Published types whose code was made up for a demonstration. */
  listPlaceholders(tx: Tx): Promise<readonly string[]>;
  adopt(ctx: Ctx<Account>, typeKey: string, organId: string, sealId: string): Promise<void>;
  importType(ctx: Ctx<Account>, typeKey: string, definition: TypeDefinition): Promise<void>;
  saveTypeDraft(ctx: Ctx<Account>, typeKey: string, definition: TypeDefinition): Promise<void>;
  proposeType(ctx: Ctx<Account>, typeKey: string): Promise<void>;
  publishType(ctx: Ctx<Account>, typeKey: string): Promise<void>;
}

export function createCatalogue(deps: ChainDeps): Catalogue {
  const remembered = new Map<string, LicenceType>();
  const getVersion = async (tx: Tx, typeKey: string, version: number): Promise<LicenceType> => {
    const name = `${typeKey}/${version}`;
    const known = remembered.get(name);
    if (known !== undefined) return known;
    const row = await store.findVersion(tx, typeKey, version);
    if (row === undefined) throw new Error(`licence type ${name} is missing`);
    if (row.state === "published") remembered.set(name, row);
    return row;
  };
  return {
    getVersion,
    async getCurrent(tx, typeKey) {
      const version = await store.findCurrentVersion(tx, typeKey);
      if (version !== null) return getVersion(tx, typeKey, version);
      if ((await store.findType(tx, typeKey)) === undefined)
        throw new ProblemError(problems.NotFound, "no such licence type");
      throw new ProblemError(problems.TypeNotPublished, "publish the type first");
    },
    async getAdoption(tx, typeKey, organId) {
      const adoption = await store.findAdoption(tx, typeKey, organId);
      if (adoption === undefined)
        throw new ProblemError(problems.NotAdopted, "adopt the type and bind a seal first");
      return adoption;
    },
    findPublished: store.findCurrent,
    findAdoption: store.findAdoption,
    async listPlaceholders(tx) {
      const rows = await store.listVersions(tx);
      return [
        ...new Set(
          rows.filter(({ definition }) => definition.codeIsPlaceholder).map(({ typeKey }) => typeKey),
        ),
      ];
    },
    async adopt(ctx, typeKey, organId, sealId) {
      const type = await store.findCurrent(ctx.tx, typeKey);
      if (type === undefined)
        throw new ProblemError(problems.StateConflict, "only a published type can be adopted");
      if (type.definition.origin === "relayed")
        throw new ProblemError(problems.RelayedType, "a relayed type is never issued here");
      await store.saveAdoption(ctx.tx, { typeKey, organId, sealId, by: ctx.actor.accountId, at: ctx.now });
      await deps.audit.record(ctx, { act: "adopt-type", subject: `licence-type/${typeKey}` });
    },
    importType: (ctx, typeKey, definition) => importType(deps, ctx, typeKey, definition),
    saveTypeDraft: (ctx, typeKey, definition) => saveTypeDraft(deps, ctx, typeKey, definition),
    proposeType: (ctx, typeKey) => proposeType(deps, ctx, typeKey),
    publishType: (ctx, typeKey) => publishType(deps, ctx, typeKey),
  };
}

export type { LicenceType } from "./licence-type.ts";
export { subjectOf, templateFaults } from "./type-template.ts";
