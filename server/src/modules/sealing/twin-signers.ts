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
import type { KeptKey } from "../../platform/key-store/key-ring.ts";
import { signedBy } from "../../platform/key-store/signed-by.ts";
import { newP256Key, openP256 } from "../../platform/pdf/p256.ts";
import { listedAt, openAuthority, positive, type SealingKeys } from "./authorities.ts";
import { insertTwinSigner, listTwinSigners, type TwinScheme } from "./twin-signer-store.ts";

/** Attests that a PDF is the twin of an OFD licence: the platform's own signature, and no organ's seal. */
export interface TwinSigner {
  /** Who signs, for people. */
  readonly name: string;
  /** The message over these bytes of the file, DER. */
  readonly sign: (signed: Uint8Array, at: Date) => Uint8Array | Promise<Uint8Array>;
}
export type TwinSigners = Readonly<Record<TwinScheme, TwinSigner>>;

const years = 8;

/**
 * The signers of PDF twins, each made the first time it is wanted: of SM2 under the platform's CA, and of P-256 by itself,
 * because no program that knows P-256 could follow a chain of SM2. Their keys are kept as the authorities' are.
 */
export async function openTwinSigners(deps: SealingKeys, ctx: Ctx<Actor>): Promise<TwinSigners> {
  const { gm, box, keys } = deps;
  let known = await listTwinSigners(ctx.tx);
  if (known.size < 2) {
    await makeTwinSigners(deps, ctx);
    known = await listTwinSigners(ctx.tx);
  }
  const issuer = await openAuthority(deps, ctx.tx, "issuer");
  const open = (scheme: TwinScheme): TwinSigner => {
    const row = known.get(scheme);
    if (row === undefined) throw new Error(`the signer ${scheme} of PDF twins has not been made`);
    const ports =
      scheme === "p256"
        ? openP256(box.open(row.privateKey, aboutKey(scheme)))
        : { sign: keys.open(row, aboutKey(scheme)), digest: (bytes: Uint8Array) => gm.sm3(bytes) };
    const signer = parseCertificate(row.certificate);
    const chain: readonly Certificate[] = scheme === "sm2" ? [issuer.certificate] : [];
    return {
      name: findAttribute(signer.subject, "commonName") ?? scheme,
      sign: (content, signingTime) =>
        signedBy(ports.sign, (sign) =>
          makePdfSignature(scheme, { content, signer, chain, signingTime }, { ...ports, sign }),
        ),
    };
  };
  return { sm2: open("sm2"), p256: open("p256") };
}

const aboutKey = (scheme: TwinScheme): string => `twin-signer/${scheme}`;

/** Makes what is not there yet; of two that begin at once, one is kept. */
export async function makeTwinSigners(deps: SealingKeys, ctx: Ctx<Actor>): Promise<void> {
  const { gm, box, keys } = deps;
  const issuer = await openAuthority(deps, ctx.tx, "issuer");
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
  const keep = (scheme: TwinScheme, certificate: Uint8Array, kept: KeptKey): Promise<void> =>
    insertTwinSigner(ctx.tx, scheme, { certificate, ...kept });
  if (!known.has("sm2")) {
    const key = await keys.make(ctx.tx, aboutKey("sm2"));
    const wanted = {
      ...content(key.publicKey, "电子证照 PDF 副本签名（SM2）"),
      ...listedAt(deps, "issuer"),
    };
    const certificate = await signedBy(issuer.sign, (sign) =>
      makeEndCertificate(wanted, issuer.certificate, { sign, digest: (bytes) => gm.sm3(bytes) }),
    );
    await keep("sm2", certificate, key.kept);
  }
  if (!known.has("p256")) {
    const key = newP256Key(ctx.random);
    const ports = openP256(key);
    await keep(
      "p256",
      makeP256Certificate(content(ports.publicKey, "电子证照 PDF 副本签名（P-256）"), ports),
      // Of P-256, which no store of SM2 keys makes.
      { keyStore: "software", privateKey: box.seal(key, aboutKey("p256")) },
    );
  }
}
