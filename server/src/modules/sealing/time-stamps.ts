import { addEvidence, type Certificate, type Evidence, parseCertificate } from "@liangzheng/pki";
import type { Actor } from "../../platform/actor.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import { listAnchors, type SealingKeys } from "./authorities.ts";
import { type AskTimeStamper, createOutsideTimeStamps } from "./outside-time-stamps.ts";
import { createOwnTimeStamps, type OwnTimeStamps } from "./own-time-stamps.ts";
import { currentLists } from "./revocation-lists.ts";

/** Who dates what is sealed here: the platform's own authority, one outside, or nobody. */
export type TimeStamping =
  | { readonly by: "own" }
  | { readonly by: "outside"; readonly ask: AskTimeStamper }
  | { readonly by: "nobody" };

export interface TimeStampDeps extends SealingKeys {
  readonly clock: Clock;
  readonly timeStamping: TimeStamping;
}

export interface TimeStamps extends Pick<OwnTimeStamps, "answer"> {
  /**
   * The token over a signature value, with the chain of the signer and the revocation lists of the day; nothing where nobody
   * dates. An outside authority is asked while the caller's transaction is open (docs/adr/0024-time-stamps.md).
   * @throws ProblemError `time-stamp-unavailable`.
   */
  stamp(ctx: Ctx<Actor>, signatureValue: Uint8Array): Promise<Uint8Array | undefined>;
}

/** Lists longer than this stay out of files: a verifier then needs them from elsewhere. */
const mostListBytes = 64 * 1024;

export function createTimeStamps(deps: TimeStampDeps): TimeStamps {
  const { gm, timeStamping } = deps;
  const own = createOwnTimeStamps(deps);
  const outside =
    timeStamping.by === "outside" ? createOutsideTimeStamps({ ...deps, ask: timeStamping.ask }) : undefined;
  let issuer: Certificate | undefined;

  async function evidenceOf(tx: Tx): Promise<Evidence & { readonly chain: readonly Certificate[] }> {
    const der = issuer === undefined ? (await listAnchors(tx)).get("issuer") : undefined;
    if (der !== undefined) issuer = parseCertificate(der);
    const chain = issuer === undefined ? [] : [issuer];
    const lists = [...(await currentLists(tx)).values()];
    const length = lists.reduce((sum, list) => sum + list.length, 0);
    return { chain, certificates: chain.map(({ raw }) => raw), crls: length <= mostListBytes ? lists : [] };
  }

  return {
    answer: own.answer,
    async stamp(ctx, signatureValue) {
      if (timeStamping.by === "nobody") return undefined;
      const evidence = await evidenceOf(ctx.tx);
      const digest = gm.sm3(signatureValue);
      return outside === undefined
        ? own.stamp(ctx, digest, evidence)
        : addEvidence(await outside(ctx, digest, signatureValue), evidence);
    },
  };
}
