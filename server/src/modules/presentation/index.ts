import { encodeUtf8 } from "@liangzheng/bytes";
import type { Verification } from "@liangzheng/contract";
import type { Gm } from "@liangzheng/gm";
import { ProblemError } from "@liangzheng/problem";
import { parseShowCode, ShowCodeError } from "@liangzheng/showcode";
import type { Account } from "../../platform/actor.ts";
import { batcher } from "../../platform/postgres/batcher.ts";
import type { Db } from "../../platform/postgres/pool.ts";
import { type RedeemDeps, type Redemption, redeem } from "./redeem.ts";
import * as store from "./store.ts";
import { findTypedCode, looksTyped } from "./typed-code.ts";

export interface PresentationDeps extends RedeemDeps {
  readonly db: Db;
  readonly gm: Gm;
  readonly id: () => string;
}

export interface Scan {
  readonly actor: Account;
  readonly code: string;
  readonly purpose: string;
  readonly place: string | null;
  readonly idempotencyKey: string;
  readonly now: Date;
}

/** Showing and checking: codes that live a minute and are redeemed once. */
export interface Presentation {
  redeemCode(scan: Scan): Promise<Verification>;
  purge(before: Date): Promise<void>;
}

export function createPresentation(deps: PresentationDeps): Presentation {
  const { db, gm, id, use } = deps;
  // Scans that arrive together share one transaction and one commit; a lone scan waits for nobody.
  const redeemTogether = batcher<Redemption & { readonly now: Date }, Verification>({
    maxBatch: 64,
    maxInFlight: 2,
    run: (asked) => db.transaction().execute((tx) => redeem(deps, tx, asked, asked[0]?.now ?? new Date(0))),
    // Two lines of one batch may collide on a unique key or a lock; each is judged again by itself.
    aloneAfter: (error) => !(error instanceof ProblemError),
  });
  return {
    async redeemCode({ actor, code, purpose, place, idempotencyKey, now }) {
      const typed = looksTyped(code) ? await findTypedCode(db, gm, actor, code, now) : undefined;
      const tokenDigest = typed ?? digestOf(gm, code);
      const verificationId = id();
      const circumstances = use.sealCircumstances(verificationId, { purpose, place });
      return redeemTogether({ verificationId, actor, tokenDigest, idempotencyKey, circumstances, now });
    },
    purge: (before) => store.purgeCodes(db, before),
  };
}

/** What is no code of ours is known by its own digest: nothing answers to it, and the officer's record has the check. */
function digestOf(gm: Gm, text: string): Uint8Array {
  try {
    return gm.sm3(parseShowCode(text).token);
  } catch (error) {
    if (error instanceof ShowCodeError) return gm.sm3(encodeUtf8(text));
    throw error;
  }
}
