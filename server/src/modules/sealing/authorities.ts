import { type Gm, generatePrivateKey } from "@liangzheng/gm";
import {
  type Certificate,
  makeCaCertificate,
  makeEndCertificate,
  makeName,
  makeRootCertificate,
  parseCertificate,
} from "@liangzheng/pki";
import type { Actor } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { Box } from "../../platform/vault.ts";
import * as store from "./store.ts";

export interface SealingKeys {
  readonly gm: Gm;
  /** Opens and closes private keys; they are never written down in the clear. */
  readonly box: Box;
  /** Where an authority's revocation list can be had, where the public origin is known. */
  readonly listAddress?: (authority: "root" | "issuer") => string;
}

/** What a certificate of this authority says of its list: nothing where the address is not known. */
export const listedAt = (
  { listAddress }: SealingKeys,
  authority: "root" | "issuer",
): { readonly listAddress?: string } =>
  listAddress === undefined ? {} : { listAddress: listAddress(authority) };

/** A certificate with the key that belongs to it, for as long as it takes to sign. */
export interface Authority {
  readonly certificate: Certificate;
  readonly der: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

const years = (from: Date, count: number): Date =>
  new Date(Date.UTC(from.getUTCFullYear() + count, from.getUTCMonth(), from.getUTCDate()));

/**
 * Makes the platform's own root, the CA that certifies signers, and the seal maker (制章人), once. A deployment that has its seals from an
 * outside institution never uses them.
 */
export async function ensureAuthorities(keys: SealingKeys, ctx: Ctx<Actor>, title: string): Promise<void> {
  const { gm, box } = keys;
  if ((await store.listAuthorities(ctx.tx)).length > 0) return;
  const notBefore = new Date(ctx.now.getTime() - 24 * 3_600_000);
  const ports = (privateKey: Uint8Array) => ({
    sign: gm.signer(privateKey),
    digest: (bytes: Uint8Array) => gm.sm3(bytes),
  });
  const name = (common: string) =>
    makeName([
      ["countryName", "CN"],
      ["organizationName", title],
      ["commonName", common],
    ]);
  const serial = (): Uint8Array => positive(ctx.random(16));

  const rootKey = generatePrivateKey(ctx.random);
  const root = makeRootCertificate(
    {
      serial: serial(),
      subject: name("电子证照根证书"),
      publicKey: gm.publicKeyOf(rootKey),
      notBefore,
      notAfter: years(notBefore, 20),
      pathLength: 1,
    },
    ports(rootKey),
  );
  const issuerKey = generatePrivateKey(ctx.random);
  const issuer = makeCaCertificate(
    {
      serial: serial(),
      subject: name("电子证照签发CA"),
      publicKey: gm.publicKeyOf(issuerKey),
      notBefore,
      notAfter: years(notBefore, 10),
      pathLength: 0,
      ...listedAt(keys, "root"),
    },
    parseCertificate(root),
    ports(rootKey),
  );
  // The maker signs seals and no certificates: a CA's key must not do both (GM/T 0031 6.1.2, key usage).
  const makerKey = generatePrivateKey(ctx.random);
  const maker = makeEndCertificate(
    {
      serial: serial(),
      subject: name("电子印章制作机构"),
      publicKey: gm.publicKeyOf(makerKey),
      notBefore,
      notAfter: years(notBefore, 8),
      ...listedAt(keys, "issuer"),
      keyUsage: ["digital-signature", "non-repudiation"],
    },
    parseCertificate(issuer),
    ports(issuerKey),
  );
  await store.insertAuthority(ctx.tx, {
    name: "root",
    certificate: root,
    privateKey: box.seal(rootKey, "authority/root"),
  });
  await store.insertAuthority(ctx.tx, {
    name: "issuer",
    certificate: issuer,
    privateKey: box.seal(issuerKey, "authority/issuer"),
  });
  await store.insertAuthority(ctx.tx, {
    name: "maker",
    certificate: maker,
    privateKey: box.seal(makerKey, "authority/maker"),
  });
}

/** X.509 serial numbers are positive: the top bit stays clear and the number is not zero. */
export function positive(serial: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(serial);
  copy[0] = ((copy[0] ?? 0) & 0x7f) | 0x40;
  return copy;
}

/** `root` certifies the issuer, `issuer` certifies signers, `maker` signs seals. */
export async function openAuthority(
  { gm, box }: SealingKeys,
  tx: Tx,
  wanted: "root" | "issuer" | "maker",
): Promise<Authority> {
  const row = (await store.listAuthorities(tx)).find(({ name }) => name === wanted);
  if (row === undefined) throw new Error(`the authority ${wanted} has not been made`);
  return {
    certificate: parseCertificate(row.certificate),
    der: row.certificate,
    sign: gm.signer(box.open(row.privateKey, `authority/${wanted}`)),
  };
}

/** The certificates that files sealed here lead to: what a stranger must trust to call them valid. */
export async function listAnchors(tx: Tx): Promise<ReadonlyMap<string, Uint8Array>> {
  const rows = (await store.listAuthorities(tx)).filter(({ name }) => name !== "maker");
  return new Map(rows.map((row) => [row.name, row.certificate]));
}
