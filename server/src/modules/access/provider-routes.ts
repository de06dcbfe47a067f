import type { App } from "@liangzheng/contract";
import { apps } from "@liangzheng/contract";
import type { FastifyInstance, FastifyReply } from "fastify";
import type Provider from "oidc-provider";
import type { Db } from "../../platform/postgres/pool.ts";
import type { Parties } from "../parties/index.ts";
import { providerPath } from "./provider.ts";
import { signInPage } from "./provider-pages.ts";
import * as store from "./store.ts";

/** Mounts the embedded provider. It reads its own request bodies, so nothing here parses them first. */
export function providerRoutes(
  app: FastifyInstance,
  provider: Provider,
  deps: { readonly db: Db; readonly parties: Parties },
): void {
  void app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string", bodyLimit: 4096 },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    const page = async (uid: string, hint: unknown, error: string | null): Promise<string> => {
      const wanted: App = apps.find((known) => known === hint) ?? "wallet";
      const rows = await store.listDemoPeople(deps.db, wanted);
      return deps.db.transaction().execute(async (tx) => {
        const people = await deps.parties.readParties(
          tx,
          rows.map((row) => row.personId),
        );
        const organs = await deps.parties.organs(
          tx,
          rows.flatMap((row) => (row.organId === null ? [] : [row.organId])),
        );
        const shown = rows.map(({ subject, personId, organId, note, noteEn }) => ({
          subject,
          name: people.get(personId)?.name ?? "",
          unit: organs.get(organId ?? "")?.name ?? "",
          note,
          noteEn,
        }));
        return signInPage(uid, shown, error);
      });
    };
    scope.get(`${providerPath}/interaction/:uid`, async (request, reply) => {
      const { uid, params } = await provider.interactionDetails(request.raw, reply.raw);
      return reply
        .type("text/html; charset=utf-8")
        .header("cache-control", "no-store")
        .send(await page(uid, params["login_hint"], null));
    });
    scope.post(`${providerPath}/interaction/:uid`, async (request, reply) => {
      const { uid, params } = await provider.interactionDetails(request.raw, reply.raw);
      const { subject } = (request.body ?? {}) as { subject?: string };
      const account = subject === undefined ? undefined : await store.findAccountBySubject(deps.db, subject);
      if (account === undefined) {
        const html = await page(
          uid,
          params["login_hint"],
          "没有这个演示账号。No such demonstration account.",
        );
        return reply.code(400).type("text/html; charset=utf-8").send(html);
      }
      hijack(reply);
      return provider.interactionFinished(request.raw, reply.raw, {
        login: { accountId: account.subject, remember: false },
      });
    });
    done();
  });
  void app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, _payload, done) => done(null));
    const callback = provider.callback();
    scope.all(`${providerPath}/*`, (request, reply) => {
      hijack(reply);
      const raw = request.raw as typeof request.raw & { originalUrl?: string };
      raw.originalUrl = raw.url ?? "";
      raw.url = raw.originalUrl.slice(providerPath.length);
      void callback(raw, reply.raw);
    });
    done();
  });
}

/** The provider answers by itself, with the headers that every answer has. */
function hijack(reply: FastifyReply): void {
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) reply.raw.setHeader(name, value);
  reply.hijack();
}
