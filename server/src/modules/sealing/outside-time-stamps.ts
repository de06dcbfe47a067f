import { toBigInt } from "@liangzheng/bytes";
import { problems } from "@liangzheng/contract";
import type { Gm } from "@liangzheng/gm";
import {
  CertificateError,
  makeTimeStampRequest,
  parseTimeStampResponse,
  verifyTimeStamp,
} from "@liangzheng/pki";
import { ProblemError } from "@liangzheng/problem";
import type { Actor } from "../../platform/actor.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Ctx } from "../../platform/context.ts";

/** Sends a TimeStampReq and answers the TimeStampResp. @throws OutboundError */
export type AskTimeStamper = (request: Uint8Array) => Promise<Uint8Array>;

interface OutsideDeps {
  readonly gm: Gm;
  readonly clock: Clock;
  readonly ask: AskTimeStamper;
}

/** More at once would keep database connections from those who need no stamp. */
const mostAtOnce = 4;
/** After a call that failed, nobody waits for the next one. */
const restMs = 10_000;
/** How far its clock may be from ours. */
const apartMs = 5 * 60_000;

/**
 * Stamps by an authority of somebody else (RFC 3161 §3.4, GB/T 20520). What comes back must be over what was sent, bear our
 * nonce, be signed by the certificate in it, and say about our time; whether that certificate is to be trusted is for
 * whoever verifies.
 * @returns a stamper. @throws ProblemError `time-stamp-unavailable` from it, within the client's time limit.
 */
export function createOutsideTimeStamps({ gm, clock, ask }: OutsideDeps) {
  let running = 0;
  let restingUntil = 0;

  return async (ctx: Ctx<Actor>, digest: Uint8Array, stamped: Uint8Array): Promise<Uint8Array> => {
    if (running >= mostAtOnce) throw unavailable("too many time stamps are being asked for");
    if (clock.now().getTime() < restingUntil) throw unavailable("the authority did not answer a moment ago");
    running++;
    try {
      const nonce = toBigInt(ctx.random(8));
      return accepted(await ask(makeTimeStampRequest(digest, nonce)), stamped, nonce);
    } catch (error) {
      if (!(error instanceof ProblemError)) restingUntil = clock.now().getTime() + restMs;
      const reason = error instanceof Error ? error.message : String(error);
      ctx.log.warn({ reason }, "no time stamp from outside");
      throw error instanceof ProblemError ? error : unavailable("the authority did not answer", error);
    } finally {
      running--;
    }
  };

  function accepted(answer: Uint8Array, stamped: Uint8Array, nonce: bigint): Uint8Array {
    const response = readResponse(answer);
    if (!response.granted) throw unavailable(`the authority refuses: ${response.failure}`);
    const { token } = response;
    const { checks, info } = verifyTimeStamp({
      token,
      stamped: [stamped],
      pool: [],
      anchors: [],
      crls: [],
      digest: (bytes) => gm.sm3(bytes),
      verify: (key, message, signature) => gm.verify(key, message, signature),
    });
    const wrong = checks.find(({ result }) => result === "fail");
    if (wrong !== undefined) throw unavailable(`the stamp does not hold: ${wrong.name}, ${wrong.reason}`);
    // What is not computed here, another algorithm, nobody could verify by our verifier either.
    const signed = checks.some(({ name, result }) => name === "signature" && result === "pass");
    if (info === undefined || !signed) throw unavailable("the stamp is not of SM2 with SM3");
    if (info.nonce !== nonce) throw unavailable("the stamp is not the one that was asked for");
    if (Math.abs(info.time.getTime() - clock.now().getTime()) > apartMs)
      throw unavailable(`the stamp says ${info.time.toISOString()}: one of two clocks is wrong`);
    return token;
  }
}

function readResponse(answer: Uint8Array): ReturnType<typeof parseTimeStampResponse> {
  try {
    return parseTimeStampResponse(answer);
  } catch (error) {
    if (error instanceof CertificateError) throw unavailable("the answer is no time stamp", error);
    throw error;
  }
}

const unavailable = (detail: string, cause?: unknown): ProblemError =>
  new ProblemError(problems.TimeStampUnavailable, detail, {}, { cause });
