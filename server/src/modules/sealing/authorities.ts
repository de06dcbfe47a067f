import type { Gm } from "@liangzheng/gm";
import {
  type Certificate,
  findAttribute,
  makeCaCertificate,
  makeEndCertificate,
  makeName,
  makeRootCertificate,
  parseCertificate,
} from "@liangzheng/pki";
import type { Actor } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { KeyRing } from "../../platform/key-store/key-ring.ts";
import type { Sign } from "../../platform/key-store/key-store.ts";
import { signedBy } from "../../platform/key-store/signed-by.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { Box } from "../../platform/vault.ts";
import * as store from "./store.ts";

export interface SealingKeys {
  readonly gm: Gm;
  /** Makes and opens the keys that sign; they are never written down in the clear. */
  readonly keys: KeyRing;
  /** What else is sealed: names on name seals, the key of P-256. */
  readonly box: Box;
  /** Where an authority's revocation list can be had, where the public origin is known. */
  readonly listAddress?: (authority: "root" | "issuer") => string;
}

/** Whose a seal's key is, where keys are kept. */
export const aboutKey = (sealId: string): string => `seal/${sealId}`;

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
  readonly sign: Sign;
}

const years = (from: Date, count: number): Date =>
  new Date(Date.UTC(from.getUTCFullYear() + count, from.getUTCMonth(), from.getUTCDate()));

/**
 * Makes the platform's own root, the CA that certifies signers, and the seal maker (制章人), once. A deployment that has its seals from an
 * outside institution never uses them.
 */
export async function ensureAuthorities(deps: SealingKeys, ctx: Ctx<Actor>, title: string): Promise<void> {
  const { gm, keys } = deps;
  if ((await store.listAuthorities(ctx.tx)).length > 0) return;
  const notBefore = new Date(ctx.now.getTime() - 24 * 3_600_000);
  const digest = (bytes: Uint8Array): Uint8Array => gm.sm3(bytes);
  const name = (common: string) =>
    makeName([
      ["countryName", "CN"],
      ["organizationName", title],
      ["commonName", common],
    ]);
  const serial = (): Uint8Array => positive(ctx.random(16));

  const rootKey = await keys.make(ctx.tx, "authority/root");
  const rootContent = {
    serial: serial(),
    subject: name("电子证照根证书"),
    publicKey: rootKey.publicKey,
    notBefore,
    notAfter: years(notBefore, 20),
    pathLength: 1,
  };
  const root = await signedBy(rootKey.sign, (sign) => makeRootCertificate(rootContent, { sign, digest }));
  const issuerKey = await keys.make(ctx.tx, "authority/issuer");
  const issuerContent = {
    serial: serial(),
    subject: name("电子证照签发CA"),
    publicKey: issuerKey.publicKey,
    notBefore,
    notAfter: years(notBefore, 10),
    pathLength: 0,
    ...listedAt(deps, "root"),
  };
  const issuer = await signedBy(rootKey.sign, (sign) =>
    makeCaCertificate(issuerContent, parseCertificate(root), { sign, digest }),
  );
  // The maker signs seals and no certificates: a CA's key must not do both (GM/T 0031 6.1.2, key usage).
  const makerKey = await keys.make(ctx.tx, "authority/maker");
  const makerContent = {
    serial: serial(),
    subject: name("电子印章制作机构"),
    publicKey: makerKey.publicKey,
    notBefore,
    notAfter: years(notBefore, 8),
    ...listedAt(deps, "issuer"),
    keyUsage: ["digital-signature", "non-repudiation"] as const,
  };
  const maker = await signedBy(issuerKey.sign, (sign) =>
    makeEndCertificate(makerContent, parseCertificate(issuer), { sign, digest }),
  );
  await store.insertAuthority(ctx.tx, { name: "root", certificate: root, ...rootKey.kept });
  await store.insertAuthority(ctx.tx, { name: "issuer", certificate: issuer, ...issuerKey.kept });
  await store.insertAuthority(ctx.tx, { name: "maker", certificate: maker, ...makerKey.kept });
}

/** Who signs what must be believed for as long as the root is: dates, and the log of what was done. */
export type UnderRoot = "time-stamper" | "log-keeper";

/**
 * Makes an authority of a deployment that has a root and this one not yet: at the first start, and at the first start of a
 * version that has it. It stands right under the root and ends with it, because what it signs proves nothing longer than
 * its certificate holds, and licences outlive the issuing CA.
 */
export async function ensureUnderRoot(
  deps: SealingKeys,
  ctx: Ctx<Actor>,
  name: UnderRoot,
  wanted: { readonly title: string; readonly extKeyUsage?: readonly string[] },
): Promise<void> {
  const names = (await store.listAuthorities(ctx.tx)).map((row) => row.name);
  if (!names.includes("root") || names.includes(name)) return;
  const root = await openAuthority(deps, ctx.tx, "root");
  const key = await deps.keys.make(ctx.tx, `authority/${name}`);
  const { title, ...usage } = wanted;
  const content = {
    serial: positive(ctx.random(16)),
    subject: makeName([
      ["countryName", "CN"],
      ["organizationName", findAttribute(root.certificate.subject, "organizationName") ?? "Liangzheng"],
      ["commonName", title],
    ]),
    publicKey: key.publicKey,
    notBefore: new Date(ctx.now.getTime() - 24 * 3_600_000),
    notAfter: root.certificate.notAfter,
    keyUsage: ["digital-signature", "non-repudiation"] as const,
    ...usage,
    ...listedAt(deps, "root"),
  };
  const certificate = await signedBy(root.sign, (sign) =>
    makeEndCertificate(content, root.certificate, { sign, digest: (bytes) => deps.gm.sm3(bytes) }),
  );
  // Of two processes that begin at once, the first keeps its own.
  await store.insertAuthority(ctx.tx, { name, certificate, ...key.kept });
}

/** X.509 serial numbers are positive: the top bit stays clear and the number is not zero. */
export function positive(serial: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(serial);
  copy[0] = ((copy[0] ?? 0) & 0x7f) | 0x40;
  return copy;
}

/** `root` certifies the issuer and who stands under it alone, `issuer` certifies signers, `maker` signs seals. */
export async function openAuthority(
  { keys }: SealingKeys,
  tx: Tx,
  wanted: "root" | "issuer" | "maker" | UnderRoot,
): Promise<Authority> {
  const row = (await store.listAuthorities(tx)).find(({ name }) => name === wanted);
  if (row === undefined) throw new Error(`the authority ${wanted} has not been made`);
  return {
    certificate: parseCertificate(row.certificate),
    der: row.certificate,
    sign: keys.open(row, `authority/${wanted}`),
  };
}

const certifying: readonly string[] = ["root", "issuer"];

/** The certificates that files sealed here lead to: what a stranger must trust to call them valid. */
export async function listAnchors(tx: Tx): Promise<ReadonlyMap<string, Uint8Array>> {
  const rows = (await store.listAuthorities(tx)).filter(({ name }) => certifying.includes(name));
  return new Map(rows.map((row) => [row.name, row.certificate]));
}
