import { generateKeyPairSync } from "node:crypto";
import { decodeUtf8, encodeUtf8, toBase64Url } from "@liangzheng/bytes";
import Provider, { type JWK } from "oidc-provider";
import type { Db } from "../../platform/postgres/pool.ts";
import type { Box } from "../../platform/vault.ts";
import { providerAdapter } from "./provider-store.ts";
import * as store from "./store.ts";

export interface ProviderDeps {
  readonly db: Db;
  readonly box: Box;
  readonly now: () => Date;
  readonly random: (length: number) => Uint8Array;
  readonly origin: string;
}

export interface ProviderSecrets {
  readonly clientSecret: string;
  readonly cookieKey: string;
  readonly signingKey: JWK;
}

export const clientId = "liangzheng";
export const providerPath = "/oidc";

/** Made once and kept sealed, so that sign-ins survive a restart; two processes starting together agree on one set. */
export async function providerSecrets({ db, box, random }: ProviderDeps): Promise<ProviderSecrets> {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const made: ProviderSecrets = {
    clientSecret: toBase64Url(random(32)),
    cookieKey: toBase64Url(random(32)),
    signingKey: { ...(privateKey.export({ format: "jwk" }) as JWK), alg: "ES256", use: "sig" },
  };
  await db
    .insertInto("access.provider_secret")
    .values({ name: "provider", sealed: Buffer.from(box.seal(encodeUtf8(JSON.stringify(made)), "provider")) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db
    .selectFrom("access.provider_secret")
    .select("sealed")
    .where("name", "=", "provider")
    .executeTakeFirstOrThrow();
  return JSON.parse(decodeUtf8(box.open(row.sealed, "provider"))) as ProviderSecrets;
}

/** The embedded identity provider of demonstrations: people of the seeded province, no passwords. Never in production. */
export function createProvider(deps: ProviderDeps, secrets: ProviderSecrets): Provider {
  const { db, now, origin } = deps;
  return new Provider(`${origin}${providerPath}`, {
    adapter: providerAdapter(db, now),
    jwks: { keys: [secrets.signingKey] },
    cookies: {
      keys: [secrets.cookieKey],
      long: { signed: true, path: "/" },
      short: { signed: true, path: "/" },
    },
    clients: [
      {
        client_id: clientId,
        client_secret: secrets.clientSecret,
        redirect_uris: [`${origin}/auth/callback`],
        grant_types: ["authorization_code"],
        response_types: ["code"],
        id_token_signed_response_alg: "ES256",
        token_endpoint_auth_method: "client_secret_basic",
      },
    ],
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `${providerPath}/interaction/${interaction.uid}` },
    findAccount: async (_ctx, subject) => {
      const account = await store.findAccountBySubject(db, subject);
      return account === undefined ? undefined : { accountId: subject, claims: () => ({ sub: subject }) };
    },
    // Signing in is all there is to agree to: one grant, made without a second page.
    loadExistingGrant: async (ctx) => {
      const { session, client } = ctx.oidc;
      if (session?.accountId === undefined || client === undefined) return undefined;
      const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope("openid");
      await grant.save();
      return grant;
    },
    ttl: { Interaction: 600, Session: 300, Grant: 300, AuthorizationCode: 60, AccessToken: 60, IdToken: 300 },
    renderError: (ctx, out) => {
      ctx.type = "text/plain; charset=utf-8";
      ctx.body = `登录未完成,请返回应用重新登录。Sign-in did not complete: go back and start again. (${out.error})`;
    },
  });
}
