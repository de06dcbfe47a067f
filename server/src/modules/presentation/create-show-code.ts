import { encodeUtf8 } from "@liangzheng/bytes";
import { problems, type ShowCode } from "@liangzheng/contract";
import type { Gm } from "@liangzheng/gm";
import { ProblemError } from "@liangzheng/problem";
import { encodeShowCode, formatShortCode, makeShortCode, makeShowCode } from "@liangzheng/showcode";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Use } from "../use/index.ts";
import { lifetimeSeconds } from "./show-code.ts";
import * as store from "./store.ts";

export interface CreateDeps {
  readonly gm: Gm;
  readonly use: Use;
}

/** 亮证: a random code for one licence of the caller's. @throws ProblemError `not-found`, `licence-not-showable`. */
export async function createShowCode(
  { gm, use }: CreateDeps,
  ctx: Ctx<Account>,
  licenceKey: string,
  forOrganId: string | undefined,
): Promise<ShowCode> {
  const { summary, showable } = await use.showable(ctx, licenceKey);
  if (!showable)
    throw new ProblemError(problems.LicenceNotShowable, `it is ${summary.status}`, {
      licenceStatus: summary.status,
    });
  const code = makeShowCode(ctx.random);
  const tokenDigest = gm.sm3(code.token);
  const expiresAt = new Date(ctx.now.getTime() + lifetimeSeconds * 1000);
  const showCodeId = ctx.id();
  await store.insertShowCode(ctx.tx, {
    tokenDigest,
    showCodeId,
    licenceKey,
    partyId: ctx.actor.partyId,
    createdBy: ctx.actor.accountId,
    createdAt: ctx.now,
    expiresAt,
  });
  const shortCode =
    forOrganId === undefined ? null : await bindShortCode(gm, ctx, forOrganId, tokenDigest, expiresAt);
  return {
    showCodeId,
    code: encodeShowCode(code),
    shortCode,
    expiresAt: expiresAt.toISOString(),
    lifetimeSeconds,
  };
}

async function bindShortCode(
  gm: Gm,
  ctx: Ctx<Account>,
  organId: string,
  tokenDigest: Uint8Array,
  expiresAt: Date,
): Promise<string> {
  for (let attempt = 0; attempt < 4; attempt++) {
    const short = makeShortCode(ctx.random);
    const shortDigest = gm.sm3(encodeUtf8(short));
    if (await store.insertShortCode(ctx.tx, { organId, shortDigest, tokenDigest, expiresAt, now: ctx.now }))
      return formatShortCode(short);
  }
  throw new Error("four short codes in a row were taken");
}
