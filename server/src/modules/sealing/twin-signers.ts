import { generatePrivateKey } from "@liangzheng/gm";
import {
  type Certificate,
  findAttribute,
  makeEndCertificate,
  makeName,
  makeP256Certificate,
  makePdfSignature,
  parseCertificate,
} from "@liangzheng/pki";
import type { Actor } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import { newP256Key, openP256 } from "../../platform/pdf/p256.ts";
import { listedAt, openAuthority, positive, type SealingKeys } from "./authorities.ts";
import { insertTwinSigner, listTwinSigners, type TwinScheme } from "./twin-signer-store.ts";

/** Attests that a PDF is the twin of an OFD licence: the platform's own signature, and no organ's seal. */
export interface TwinSigner {
  /** Who signs, for people. */
  readonly name: string;
  /** The message over these bytes of the file, DER. */
  readonly sign: (signed: Uint8Array, at: Date) => Uint8Array;
}
export type TwinSigners = Readonly<Record<TwinScheme, TwinSigner>>;

const years = 8;

/**
 * The signers of PDF twins, each made the first time it is wanted: of SM2 under the platform's CA, and of P-256 by itself,
 * because no program that knows P-256 could follow a chain of SM2. Their keys are kept as the authorities' are.
 */
export async function openTwinSigners(keys: SealingKeys, ctx: Ctx<Actor>): Promise<TwinSigners> {
  const { gm, box } = keys;
  let known = await listTwinSigners(ctx.tx);
  if (known.size < 2) {
    await makeTwinSigners(keys, ctx);
    known = await listTwinSigners(ctx.tx);
  }
  const issuer = await openAuthority(keys, ctx.tx, "issuer");
  const open = (scheme: TwinScheme): TwinSigner => {
    const row = known.get(scheme);
    if (row === undefined) throw new Error(`the signer ${scheme} of PDF twins has not been made`);
    const privateKey = box.open(row.privateKey, aboutKey(scheme));
    const ports =
      scheme === "p256"
        ? openP256(privateKey)
        : { sign: gm.signer(privateKey), digest: (bytes: Uint8Array) => gm.sm3(bytes) };
    const signer = parseCertificate(row.certificate);
    const chain: readonly Certificate[] = scheme === "sm2" ? [issuer.certificate] : [];
    return {
      name: findAttribute(signer.subject, "commonName") ?? scheme,
      sign: (content, signingTime) =>
        makePdfSignature(scheme, { content, signer, chain, signingTime }, ports),
    };
  };
  return { sm2: open("sm2"), p256: open("p256") };
}

const aboutKey = (scheme: TwinScheme): string => `twin-signer/${scheme}`;

/** Makes what is not there yet; of two that begin at once, one is kept. */
export async function makeTwinSigners(keys: SealingKeys, ctx: Ctx<Actor>): Promise<void> {
  const { gm, box } = keys;
  const issuer = await openAuthority(keys, ctx.tx, "issuer");
  const known = await listTwinSigners(ctx.tx);
  const notBefore = new Date(ctx.now.getTime() - 24 * 3_600_000);
  const content = (publicKey: Uint8Array, common: string) => ({
    serial: positive(ctx.random(16)),
    subject: makeName([
      ["countryName", "CN"],
      ["organizationName", findAttribute(issuer.certificate.subject, "organizationName") ?? "Liangzheng"],
      ["commonName", common],
    ]),
    publicKey,
    notBefore,
    notAfter: new Date(
      Date.UTC(notBefore.getUTCFullYear() + years, notBefore.getUTCMonth(), notBefore.getUTCDate()),
    ),
    keyUsage: ["digital-signature", "non-repudiation"] as const,
  });
  const keep = (scheme: TwinScheme, certificate: Uint8Array, key: Uint8Array): Promise<void> =>
    insertTwinSigner(ctx.tx, scheme, { certificate, privateKey: box.seal(key, aboutKey(scheme)) });
  if (!known.has("sm2")) {
    const key = generatePrivateKey(ctx.random);
    const wanted = {
      ...content(gm.publicKeyOf(key), "电子证照 PDF 副本签名（SM2）"),
      ...listedAt(keys, "issuer"),
    };
    const ports = { sign: issuer.sign, digest: (bytes: Uint8Array) => gm.sm3(bytes) };
    await keep("sm2", makeEndCertificate(wanted, issuer.certificate, ports), key);
  }
  if (!known.has("p256")) {
    const key = newP256Key(ctx.random);
    const ports = openP256(key);
    await keep(
      "p256",
      makeP256Certificate(content(ports.publicKey, "电子证照 PDF 副本签名（P-256）"), ports),
      key,
    );
  }
}
