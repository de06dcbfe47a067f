import { problems } from "@liangzheng/contract";
import {
  answerTimeStampRequest,
  type Certificate,
  type Evidence,
  findTimeStampInfo,
  makeTimeStampToken,
  oids,
  parseTimeStampResponse,
  refuseTimeStamp,
} from "@liangzheng/pki";
import { ProblemError } from "@liangzheng/problem";
import type { Actor } from "../../platform/actor.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Ctx } from "../../platform/context.ts";
import { signedBy } from "../../platform/key-store/signed-by.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import { type Authority, ensureUnderRoot, openAuthority, positive, type SealingKeys } from "./authorities.ts";
import { insertTimeStamp, newestTimeStamp } from "./time-stamp-store.ts";

/** Under which rules a stamp is given (docs/formats/time-stamp.md): an identifier of our own, made of a UUID (X.667). */
const timeStampPolicy = "2.25.65031768569706139752664538894258635286";
/** A second that the format drops, and one for the clock. */
const accuracySeconds = 2;

/** Makes the time-stamp authority of a deployment that has a root and none yet. */
export const ensureTimeStamper = (deps: SealingKeys, ctx: Ctx<Actor>): Promise<void> =>
  ensureUnderRoot(deps, ctx, "time-stamper", {
    title: "电子证照时间戳服务",
    extKeyUsage: [oids.timeStamping],
  });

export interface OwnTimeStamps {
  /** A token over a digest, with what verifies it years later. @throws ProblemError `time-stamp-unavailable`. */
  stamp(
    ctx: Ctx<Actor>,
    digest: Uint8Array,
    evidence: Evidence & { readonly chain: readonly Certificate[] },
  ): Promise<Uint8Array>;
  /** The TimeStampResp to a request of whoever asks (RFC 3161 §2.4.2). */
  answer(ctx: Ctx<Actor>, request: Uint8Array): Promise<Uint8Array>;
}

/** The authority at work: every stamp is recorded in the caller's transaction, and none is given while the time is in doubt. */
export function createOwnTimeStamps(deps: SealingKeys & { readonly clock: Clock }): OwnTimeStamps {
  const { gm, clock } = deps;
  let opened: Authority | undefined;
  const open = async (ctx: Ctx<Actor>): Promise<Authority> => {
    opened ??= await openAuthority(deps, ctx.tx, "time-stamper");
    return opened;
  };
  const doubt = async ({ tx, log }: Ctx<Actor>): Promise<string | undefined> => {
    const reason = clock.doubt(await newestTimeStamp(tx));
    if (reason !== undefined) log.warn({ reason }, "time stamp refused");
    return reason;
  };
  const authorityOf = ({ certificate }: Authority, sign: (message: Uint8Array) => Uint8Array) => ({
    certificate,
    policy: timeStampPolicy,
    accuracySeconds,
    ports: { sign, digest: (bytes: Uint8Array) => gm.sm3(bytes) },
  });
  const fresh = (ctx: Ctx<Actor>) => ({ serial: positive(ctx.random(16)), time: clock.now() });
  const record = (tx: Tx, imprint: Uint8Array, { serial, time: at }: ReturnType<typeof fresh>) =>
    insertTimeStamp(tx, { serial, imprint, at, policy: timeStampPolicy });

  return {
    async stamp(ctx, digest, { chain, crls }) {
      const why = await doubt(ctx);
      if (why !== undefined) throw new ProblemError(problems.TimeStampUnavailable, why);
      const authority = await open(ctx);
      const stamp = fresh(ctx);
      await record(ctx.tx, digest, stamp);
      return signedBy(authority.sign, (sign) =>
        makeTimeStampToken(
          { digest, ...stamp, wantsCertificate: true },
          { ...authorityOf(authority, sign), chain, crls },
        ),
      );
    },
    async answer(ctx, request) {
      if ((await doubt(ctx)) !== undefined) return refuseTimeStamp("time-not-available");
      const authority = await open(ctx);
      const stamp = fresh(ctx);
      const answer = await signedBy(authority.sign, (sign) =>
        answerTimeStampRequest(request, authorityOf(authority, sign), stamp),
      );
      const response = parseTimeStampResponse(answer);
      const imprint = response.granted ? findTimeStampInfo(response.token)?.imprint.digest : undefined;
      if (imprint !== undefined) await record(ctx.tx, imprint, stamp);
      return answer;
    },
  };
}
