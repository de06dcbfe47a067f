import type { NewNotice } from "../modules/notices/index.ts";
import { type Consumer, consume } from "../platform/postgres/consumer.ts";
import type { StoredEvent } from "../platform/postgres/events.ts";
import type { Tx } from "../platform/postgres/pool.ts";
import type { Services } from "./services.ts";

/** Tells holders what happened to their licences. A notice commits with the cursor: each is sent exactly once. */
export function followEvents(services: Services): Consumer {
  const follower = consume(services.db, {
    consumer: "notices",
    kinds: ["licence-recorded", "licence-status-changed", "licence-verified"],
    handle: async (events, tx) => {
      const named = await namesIn(services, tx, events);
      const notices: NewNotice[] = [];
      for (const event of events) notices.push(...(await noticesOf(services, tx, event, named)));
      await services.notices.send(tx, notices);
    },
    onError: (error) => services.log.error({ err: error }, "notices fell behind"),
  });
  services.wakers.add(follower.wake);
  return follower;
}

interface Payload {
  readonly typeKey?: string;
  readonly holders?: readonly string[];
  readonly partyId?: string;
  readonly accountId?: string;
  readonly organId?: string | null;
  readonly outcome?: string;
  readonly purpose?: string;
  readonly act?: string;
  readonly status?: string;
  readonly reason?: string;
  readonly disclosure?: string;
}

/** Everything that the notices of a batch name, in a fixed number of statements whatever its size. */
async function namesIn({ licences, parties, access }: Services, tx: Tx, events: readonly StoredEvent[]) {
  const payloads = events.map((event) => event.payload as Payload);
  const each = (values: readonly (string | null | undefined)[]): string[] => [
    ...new Set(values.filter((value) => value !== undefined && value !== null)),
  ];
  const found = await licences.list(
    tx,
    events.map(({ key }) => key),
  );
  return {
    licences: new Map(found.map((licence) => [licence.licenceKey, licence])),
    organs: await parties.organs(tx, each(payloads.map(({ organId }) => organId))),
    officers: await access.accountNames(tx, each(payloads.map(({ accountId }) => accountId))),
  };
}

async function noticesOf(
  services: Services,
  tx: Tx,
  event: StoredEvent,
  named: Awaited<ReturnType<typeof namesIn>>,
): Promise<NewNotice[]> {
  const payload = event.payload as Payload;
  const licence = named.licences.get(event.key);
  if (licence === undefined) return [];
  const { definition } = await services.catalogue.getVersion(tx, licence.typeKey, licence.typeVersion);
  const about = { typeName: definition.name, typeNameEn: definition.nameEn };
  const notice = (partyId: string, kind: string, facts: Readonly<Record<string, string>>): NewNotice => ({
    noticeId: services.id(),
    partyId,
    at: event.at,
    kind,
    licenceKey: event.key,
    facts: { ...about, ...facts },
  });
  switch (event.kind) {
    case "licence-recorded":
      return (payload.holders ?? []).map((partyId) =>
        notice(partyId, "licence-issued", { issuer: licence.issuerName }),
      );
    case "licence-status-changed": {
      const { act = "", status = "", reason = "" } = payload;
      return (payload.holders ?? []).map((partyId) =>
        notice(partyId, "licence-status-changed", { act, status, reason }),
      );
    }
    case "licence-verified": {
      const { partyId, accountId = "", organId, outcome = "", purpose = "" } = payload;
      if (partyId === undefined) return [];
      const unit = named.organs.get(organId ?? "")?.name ?? "";
      const officer = named.officers.get(accountId) ?? "";
      return [notice(partyId, "licence-used", { unit, officer, purpose, outcome })];
    }
    default:
      return [];
  }
}
