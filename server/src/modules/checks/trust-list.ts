import { encodeUtf8, equalBytes, toHex } from "@liangzheng/bytes";
import { type Gm, generatePrivateKey } from "@liangzheng/gm";
import { type Certificate, formatChineseName, parseCertificate } from "@liangzheng/pki";
import { makeTrustList, trustListFormat } from "@liangzheng/seal";
import type { Actor } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Box } from "../../platform/vault.ts";
import type { Sealing, Trusted } from "../sealing/index.ts";
import { type AuthorityRow, listTrusted } from "./authority-store.ts";
import * as store from "./store.ts";

const dayMs = 24 * 3_600_000;
/** As long as a revocation list in it: one that is older must not be gone by. */
export const validForMs = 7 * dayMs;

const ownUses = ["signer", "maker", "time-stamp"] as const;

export interface TrustListDeps {
  readonly gm: Gm;
  readonly box: Box;
  readonly sealing: Pick<Sealing, "trust">;
}

/**
 * The trust list of this deployment (docs/formats/trust-list.md): the newest, or a new one where whom to trust has changed or
 * a day has passed. Our roots may vouch for signers, for makers and for who
 * dates, who signs PDF twins for that alone, authorities of others for what was decided; the rest only helps to build chains.
 */
export async function currentTrustList(deps: TrustListDeps, ctx: Ctx<Actor>): Promise<store.TrustListRow> {
  const look = async () => {
    const trusted = await deps.sealing.trust(ctx.tx);
    const outside = await listTrusted(ctx.tx);
    const content = contentOf(deps.gm, trusted, outside);
    const last = await store.findNewestTrustList(ctx.tx);
    const isCurrent =
      last !== undefined &&
      equalBytes(last.content, content) &&
      ctx.now.getTime() - last.issuedAt.getTime() < dayMs;
    return { trusted, outside, content, last, current: isCurrent ? last : undefined };
  };
  const { current: newest } = await look();
  if (newest !== undefined) return newest;

  await store.lockTrustLists(ctx.tx);
  // All of it once more: what was withdrawn while we waited must not come back in a list with a greater number.
  const { trusted, outside, content, last, current } = await look();
  if (current !== undefined) return current;
  const certificates = trusted.anchors.map(parseCertificate);
  const roots = certificates.filter(isRoot);
  const sequence = (last?.sequence ?? 0) + 1;
  const list = makeTrustList(
    {
      name: roots.map(({ subject }) => formatChineseName(subject)).join("; "),
      sequence,
      issuedAt: ctx.now,
      nextUpdate: new Date(ctx.now.getTime() + validForMs),
      entries: [
        ...roots.map(({ subject, raw }) => ({
          name: formatChineseName(subject),
          uses: ownUses,
          certificate: raw,
        })),
        ...trusted.attesters.map(parseCertificate).map(({ subject, raw }) => ({
          name: formatChineseName(subject),
          uses: ["signer"] as const,
          certificate: raw,
        })),
        ...outside,
      ],
      intermediates: [
        ...certificates.filter((one) => !isRoot(one)).map(({ raw }) => raw),
        ...outside.flatMap(({ intermediates }) => intermediates),
      ],
      crls: [...trusted.crls, ...outside.flatMap(({ revocationLists }) => revocationLists)],
    },
    await openKeeper(deps, ctx),
  );
  const row = { sequence, issuedAt: ctx.now, content, list };
  await store.insertTrustList(ctx.tx, row);
  return row;
}

export const isRoot = ({ subject, issuer }: Certificate): boolean => equalBytes(subject.raw, issuer.raw);

function contentOf(
  gm: Gm,
  { anchors, crls, attesters }: Trusted,
  outside: readonly AuthorityRow[],
): Uint8Array {
  const digest = (der: Uint8Array): string => toHex(gm.sm3(der));
  const digests = [...anchors, ...crls, ...attesters].map(digest).sort();
  const others = outside.map(
    ({ uses, certificate, intermediates, revocationLists }) =>
      `${uses.join()} ${[certificate, ...intermediates, ...revocationLists].map(digest).join()}`,
  );
  return gm.sm3(encodeUtf8([trustListFormat, ownUses.join(), ...digests, ...others].join("\n")));
}

/** The key that signs lists, made when the first is. Asked only under the lock of the lists. */
async function openKeeper({ gm, box }: TrustListDeps, ctx: Ctx<Actor>) {
  const known = await store.findKeeper(ctx.tx);
  if (known !== undefined) {
    const { publicKey, privateKey } = known;
    return { publicKey: new Uint8Array(publicKey), sign: gm.signer(box.open(privateKey, "keeper")) };
  }
  const key = generatePrivateKey(ctx.random);
  const publicKey = gm.publicKeyOf(key);
  await store.insertKeeper(ctx.tx, { publicKey, privateKey: box.seal(key, "keeper") });
  return { publicKey, sign: gm.signer(key) };
}
