import { toHex } from "@liangzheng/bytes";
import type { TrustedAuthority, TrustOverview } from "@liangzheng/contract";
import { formatChineseName, parseCertificate, parseCrl } from "@liangzheng/pki";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Access } from "../access/index.ts";
import { type AuthorityRow, listAuthorities } from "./authority-store.ts";
import { type AuthorityDeps, decidesTrust } from "./decide-authority.ts";
import { certificateFacts } from "./read-authority.ts";
import { findKeeper } from "./store.ts";
import { currentTrustList, isRoot, type TrustListDeps, validForMs } from "./trust-list.ts";

export interface OverviewDeps extends AuthorityDeps, TrustListDeps {
  readonly access: Pick<Access, "accountNames">;
}

/** The list as it holds now, our own roots, and what was ever proposed. */
export async function describeTrust(deps: OverviewDeps, ctx: Ctx<Account>): Promise<TrustOverview> {
  const { gm, sealing, access } = deps;
  const mayPropose = await decidesTrust(deps, ctx);
  const { sequence, issuedAt } = await currentTrustList(deps, ctx);
  const keeper = await findKeeper(ctx.tx);
  const rows = await listAuthorities(ctx.tx);
  const people = rows.flatMap(({ proposedBy, decidedBy, withdrawnBy }) => [
    proposedBy,
    decidedBy,
    withdrawnBy,
  ]);
  const names = await access.accountNames(ctx.tx, [...new Set(people.filter((id) => id !== null))]);
  const describe = (row: AuthorityRow): TrustedAuthority => {
    const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? ""));
    const { authorityId, name, uses, state, reason, documentNumber, decisionReason, withdrawalReason } = row;
    return {
      ...{
        authorityId,
        name,
        uses: [...uses],
        state,
        reason,
        documentNumber,
        decisionReason,
        withdrawalReason,
      },
      ...certificateFacts(gm, parseCertificate(new Uint8Array(row.certificate))),
      intermediates: row.intermediates.length,
      revocationLists: row.revocationLists.map((der) => {
        const { issuer, thisUpdate, nextUpdate } = parseCrl(new Uint8Array(der));
        return {
          issuer: formatChineseName(issuer),
          thisUpdate: thisUpdate.toISOString(),
          nextUpdate: nextUpdate?.toISOString() ?? null,
        };
      }),
      proposedBy: nameOf(row.proposedBy) ?? "",
      proposedAt: row.proposedAt.toISOString(),
      decidedBy: nameOf(row.decidedBy),
      decidedAt: row.decidedAt?.toISOString() ?? null,
      withdrawnBy: nameOf(row.withdrawnBy),
      withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
      mayDecide: mayPropose && state === "proposed" && row.proposedBy !== ctx.actor.accountId,
    };
  };
  const own = (await sealing.trust(ctx.tx)).anchors.map(parseCertificate).filter(isRoot);
  return {
    list: {
      sequence,
      issuedAt: issuedAt.toISOString(),
      nextUpdate: new Date(issuedAt.getTime() + validForMs).toISOString(),
      keeper: keeper === undefined ? "" : toHex(gm.sm3(new Uint8Array(keeper.publicKey))),
    },
    own: own.map((root) => ({ name: formatChineseName(root.subject), ...certificateFacts(gm, root) })),
    authorities: rows.map(describe),
    mayPropose,
  };
}
