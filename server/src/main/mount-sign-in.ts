import type { FastifyInstance } from "fastify";
import type { Sessions } from "../modules/access/index.ts";
import { clientId, createProvider, providerPath, providerSecrets } from "../modules/access/provider.ts";
import { providerRoutes } from "../modules/access/provider-routes.ts";
import { signInRoutes } from "../modules/access/sign-in.ts";
import type { Config } from "./config.ts";
import type { Services } from "./services.ts";

interface SignInMounting {
  readonly config: Config;
  readonly services: Services;
  readonly sessions: Sessions;
  readonly secure: boolean;
}

/** Sign-in through the configured provider, or through the embedded one of demonstrations. */
export async function mountSignIn(
  app: FastifyInstance,
  { config, services, sessions, secure }: SignInMounting,
): Promise<void> {
  const { db, gm, now, parties, random, vault } = services;
  const origin = config.origins.wallet;
  let issuer = config.provider;
  if (issuer === undefined) {
    const deps = { db, box: vault.box("provider"), now, random, origin };
    const secrets = await providerSecrets(deps);
    providerRoutes(app, createProvider(deps, secrets), { db, parties });
    issuer = { url: `${origin}${providerPath}`, clientId, clientSecret: secrets.clientSecret };
  }
  signInRoutes(app, {
    db,
    gm,
    box: vault.box("sign-in"),
    now,
    sessions,
    origins: config.origins,
    issuer,
    secure,
  });
}
