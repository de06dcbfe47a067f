import { type operations, problems, type TypeDetail, type TypeSummary } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Handler } from "../../platform/http.ts";
import type { Access } from "../access/index.ts";
import type { Parties } from "../parties/index.ts";
import type { Catalogue } from "./index.ts";
import * as store from "./store.ts";
import { startTemplate } from "./type-template.ts";

export interface CatalogueRoutes {
  readonly listLicenceTypes: Handler<typeof operations.listLicenceTypes>;
  readonly getLicenceType: Handler<typeof operations.getLicenceType>;
  readonly saveTypeDraft: Handler<typeof operations.saveTypeDraft>;
  readonly startTemplate: Handler<typeof operations.startTemplate>;
  readonly proposeType: Handler<typeof operations.proposeType>;
  readonly publishType: Handler<typeof operations.publishType>;
  readonly adoptType: Handler<typeof operations.adoptType>;
}

interface Deps {
  readonly catalogue: Catalogue;
  readonly access: Access;
  readonly parties: Parties;
  /** The seals of a unit, to be named and bound; the register itself is another room's. */
  readonly sealsOf: (tx: Ctx["tx"], organId: string) => Promise<ReadonlyMap<string, string>>;
}

export function catalogueRoutes({ catalogue, access, parties, sealsOf }: Deps): CatalogueRoutes {
  async function describe(ctx: Ctx<Account>, typeKey: string): Promise<TypeDetail> {
    const rows = await store.listVersions(ctx.tx, typeKey);
    if (rows.length === 0) throw new ProblemError(problems.NotFound, "no such licence type");
    const adoptions = await store.listAdoptions(ctx.tx, { typeKey });
    const organs = await parties.organs(
      ctx.tx,
      adoptions.map((adoption) => adoption.organId),
    );
    const people = await access.accountNames(
      ctx.tx,
      rows.flatMap((row) => [row.proposedBy, row.publishedBy].filter((id) => id !== null)),
    );
    const seals = new Map<string, string>();
    for (const { organId } of adoptions)
      for (const [id, name] of await sealsOf(ctx.tx, organId)) seals.set(id, name);
    return {
      typeKey,
      versions: rows.map((row) => ({
        version: row.version,
        state: row.state,
        definition: row.definition,
        proposedBy: people.get(row.proposedBy ?? "") ?? null,
        publishedBy: people.get(row.publishedBy ?? "") ?? null,
        publishedAt: row.publishedAt?.toISOString() ?? null,
      })),
      adoptions: adoptions.map(({ organId, sealId }) => ({
        organId,
        organName: organs.get(organId)?.name ?? "",
        sealId,
        sealName: seals.get(sealId) ?? "",
      })),
    };
  }

  return {
    async listLicenceTypes(ctx: Ctx<Account>) {
      const rows = await store.listVersions(ctx.tx);
      const adopted = new Set(
        (await store.listAdoptions(ctx.tx, { organId: ctx.actor.organId ?? "" })).map(
          (adoption) => adoption.typeKey,
        ),
      );
      const newest = new Map<string, TypeSummary>();
      for (const { typeKey, version, state, definition } of rows) {
        if (newest.has(typeKey)) continue;
        const { name, nameEn, code, origin, level, codeIsPlaceholder } = definition;
        newest.set(typeKey, {
          typeKey,
          name,
          nameEn,
          code,
          origin,
          level,
          state,
          version,
          adopted: adopted.has(typeKey),
          codeIsPlaceholder,
        });
      }
      return { items: [...newest.values()] };
    },
    getLicenceType: (ctx, { params }) => describe(ctx, params.typeKey),
    async saveTypeDraft(ctx, { params, body }) {
      await catalogue.saveTypeDraft(ctx, params.typeKey, body.definition);
      return describe(ctx, params.typeKey);
    },
    startTemplate: (_ctx, { body }) => Promise.resolve(startTemplate(body, body.landscape)),
    async proposeType(ctx, { params }) {
      await catalogue.proposeType(ctx, params.typeKey);
      return describe(ctx, params.typeKey);
    },
    async publishType(ctx, { params }) {
      await catalogue.publishType(ctx, params.typeKey);
      return describe(ctx, params.typeKey);
    },
    async adoptType(ctx: Ctx<Account>, { params, body }) {
      if (body.organId !== ctx.actor.organId)
        throw new ProblemError(problems.NotFound, "a unit adopts for itself");
      if (!(await sealsOf(ctx.tx, body.organId)).has(body.sealId))
        throw new ProblemError(problems.NotFound, "no seal of your unit has this id");
      await catalogue.adopt(ctx, params.typeKey, body.organId, body.sealId);
      return describe(ctx, params.typeKey);
    },
  };
}
