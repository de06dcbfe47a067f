import { toHex } from "@liangzheng/bytes";
import type { Actor } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Sign } from "../../platform/key-store/key-store.ts";
import { ensureUnderRoot, openAuthority, type SealingKeys } from "./authorities.ts";

/** Signs checkpoints of the log. */
export interface LogSigner {
  /** Names the log, by its deployment's root: no address, for a log outlives addresses. */
  readonly origin: string;
  /** Uncompressed, 65 bytes. */
  readonly publicKey: Uint8Array;
  readonly sign: Sign;
  /** Its own and the root's, DER. */
  readonly certificates: readonly Uint8Array[];
}

export const ensureLogKeeper = (deps: SealingKeys, ctx: Ctx<Actor>): Promise<void> =>
  ensureUnderRoot(deps, ctx, "log-keeper", { title: "电子证照存证日志" });

export async function openLogSigner(deps: SealingKeys, ctx: Ctx<Actor>): Promise<LogSigner> {
  const { der, certificate, sign } = await openAuthority(deps, ctx.tx, "log-keeper");
  const root = await openAuthority(deps, ctx.tx, "root");
  return {
    origin: `liangzheng-log/${toHex(deps.gm.sm3(root.der)).slice(0, 16)}`,
    publicKey: certificate.publicKey ?? new Uint8Array(0),
    sign,
    certificates: [der, root.der],
  };
}
