import type { operations } from "@liangzheng/contract";
import type { Handler } from "../../platform/http.ts";
import type { Parties } from "./index.ts";

export interface PartiesRoutes {
  readonly listOrgans: Handler<typeof operations.listOrgans>;
}

export const partiesRoutes = (parties: Parties): PartiesRoutes => ({
  listOrgans: async (ctx, { query }) => {
    const organs = await parties.listOrgans(ctx.tx, query.name ?? "", 50);
    return { items: organs.map(({ organId, name, code, division }) => ({ organId, name, code, division })) };
  },
});
