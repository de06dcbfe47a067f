import { decodeUtf8, encodeUtf8 } from "@liangzheng/bytes";
import { type App, apps } from "@liangzheng/contract";
import type { Gm } from "@liangzheng/gm";
import type { FastifyInstance } from "fastify";
import * as openid from "openid-client";
import type { Db } from "../../platform/postgres/pool.ts";
import type { Box } from "../../platform/vault.ts";
import type { Sessions } from "./index.ts";
import * as store from "./store.ts";

export interface SignInDeps {
  readonly db: Db;
  readonly gm: Gm;
  readonly box: Box;
  readonly now: () => Date;
  readonly sessions: Sessions;
  readonly origins: Readonly<Record<App, string>>;
  readonly issuer: { readonly url: string; readonly clientId: string; readonly clientSecret: string };
  readonly secure: boolean;
}

interface UnderWay {
  readonly app: App;
  readonly returnTo: string;
  readonly verifier: string;
  readonly nonce: string;
}

const cookie = "liangzheng-sign-in";
const tenMinutes = 600_000;

/** The relying party of OpenID Connect: authorisation code with PKCE, state bound to this browser, one use each. */
export function signInRoutes(app: FastifyInstance, deps: SignInDeps): void {
  const { db, gm, box, now, sessions, origins, issuer, secure } = deps;
  let discovered: Promise<openid.Configuration> | undefined;
  const configuration = (): Promise<openid.Configuration> => {
    discovered ??= openid
      .discovery(
        new URL(issuer.url),
        issuer.clientId,
        undefined,
        openid.ClientSecretBasic(issuer.clientSecret),
        {
          execute: issuer.url.startsWith("https:") ? [] : [openid.allowInsecureRequests],
        },
      )
      .catch((error: unknown) => {
        discovered = undefined;
        throw error;
      });
    return discovered;
  };

  app.get("/auth/sign-in", async (request, reply) => {
    const query = request.query as Record<string, string | undefined>;
    const audience = apps.find((known) => known === query["app"]) ?? "wallet";
    const wanted = query["return"] ?? "";
    const returnTo = new RegExp(`^/${audience}/[\\w/?=&.%-]*$`).test(wanted) ? wanted : `/${audience}/`;
    const underWay: UnderWay = {
      app: audience,
      returnTo,
      verifier: openid.randomPKCECodeVerifier(),
      nonce: openid.randomNonce(),
    };
    const state = openid.randomState();
    const digest = gm.sm3(encodeUtf8(state));
    await store.insertSignIn(
      db,
      digest,
      box.seal(encodeUtf8(JSON.stringify(underWay)), state),
      new Date(now().getTime() + tenMinutes),
    );
    reply.setCookie(cookie, state, { path: "/auth", httpOnly: true, sameSite: "lax", secure, maxAge: 600 });
    return reply.redirect(
      openid.buildAuthorizationUrl(await configuration(), {
        redirect_uri: `${origins[audience]}/auth/callback`,
        scope: "openid",
        prompt: "login",
        login_hint: audience,
        state,
        nonce: underWay.nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(underWay.verifier),
        code_challenge_method: "S256",
      }).href,
    );
  });

  app.get("/auth/callback", async (request, reply) => {
    const state = request.cookies[cookie] ?? "";
    const sealed = await store.takeSignIn(db, gm.sm3(encodeUtf8(state)), now());
    reply.clearCookie(cookie, { path: "/auth" });
    if (sealed === undefined) return reply.redirect("/?sign-in=expired");
    const underWay = JSON.parse(decodeUtf8(box.open(sealed, state))) as UnderWay;
    const failed = `/${underWay.app}/?sign-in=failed`;
    try {
      const tokens = await openid.authorizationCodeGrant(
        await configuration(),
        new URL(request.url, origins[underWay.app]),
        {
          expectedState: state,
          expectedNonce: underWay.nonce,
          pkceCodeVerifier: underWay.verifier,
        },
      );
      const subject = tokens.claims()?.sub;
      const account = subject === undefined ? undefined : await store.findAccountBySubject(db, subject);
      if (account === undefined) return reply.redirect(failed);
      await sessions.start(reply, account.accountId, underWay.app);
      return reply.redirect(underWay.returnTo);
    } catch (error) {
      request.log.warn({ err: error }, "sign-in failed");
      return reply.redirect(failed);
    }
  });
}
