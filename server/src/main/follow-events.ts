import type { NoticeKind } from "@liangzheng/contract";
import type { NewNotice } from "../modules/notices/index.ts";
import { type Consumer, consume } from "../platform/postgres/consumer.ts";
import type { StoredEvent } from "../platform/postgres/events.ts";
import type { Tx } from "../platform/postgres/pool.ts";
import type { Services } from "./services.ts";

/** Tells holders what happened to their licences. A notice commits with the cursor: each is sent exactly once. */
export function followEvents(services: Services): Consumer {
  const follower = consume(services.db, {
    consumer: "notices",
    kinds: [
      "licence-recorded",
      "licence-status-changed",
      "licence-verified",
      "licence-read",
      "use-asked",
      "use-answered",
      "authorisation-withdrawn",
      "seal-state-changed",
      "joint-sealing-changed",
    ],
    handle: async (events, tx) => {
      const named = await namesIn(services, tx, events);
      const notices: NewNotice[] = [];
      for (const event of events) notices.push(...(await noticesOf(services, tx, event, named)));
      await services.notices.send(tx, notices);
    },
    // Told in bulk: under load one look serves many scans, and a holder waits a quarter of a second at most.
    batch: 1000,
    restMs: 250,
    onError: (error) => services.log.error({ err: error }, "notices fell behind"),
  });
  services.wakers.add(follower.wake);
  return follower;
}

interface Payload {
  readonly typeKey?: string;
  readonly holders?: readonly string[];
  readonly partyId?: string;
  readonly receiptId?: string;
  readonly outcome?: string;
  readonly act?: string;
  readonly status?: string;
  readonly reason?: string;
  readonly disclosure?: string;
  readonly state?: string;
  readonly organId?: string;
  readonly ownerId?: string;
  readonly taskId?: string;
  readonly change?: string;
  readonly requestId?: string;
}

/** Everything that the notices of a batch name, in a fixed number of statements whatever its size. */
async function namesIn({ licences, parties, access, use }: Services, tx: Tx, events: readonly StoredEvent[]) {
  const each = (values: readonly (string | null)[]): string[] => [
    ...new Set(values.filter((value) => value !== null)),
  ];
  const found = await licences.list(
    tx,
    events.map(({ key }) => key),
  );
  const uses = await use.tellUses(
    tx,
    events.flatMap(({ key, payload }) => {
      const { receiptId } = payload as Payload;
      return receiptId === undefined ? [] : [{ licenceKey: key, receiptId }];
    }),
  );
  const told = [...uses.values()];
  return {
    licences: new Map(found.map((licence) => [licence.licenceKey, licence])),
    uses,
    organs: await parties.organs(tx, each(told.map(({ organId }) => organId))),
    officers: await access.accountNames(tx, each(told.map(({ accountId }) => accountId))),
  };
}

async function noticesOf(
  services: Services,
  tx: Tx,
  event: StoredEvent,
  named: Awaited<ReturnType<typeof namesIn>>,
): Promise<NewNotice[]> {
  const payload = event.payload as Payload;
  if (event.kind === "seal-state-changed") return sealNotices(services, tx, event, payload);
  if (event.kind === "joint-sealing-changed") return sealingNotices(services, tx, event, payload);
  if (event.room === "consent") return consentNotices(services, tx, event, payload);
  const licence = named.licences.get(event.key);
  if (licence === undefined) return [];
  const { definition } = await services.catalogue.getVersion(tx, licence.typeKey, licence.typeVersion);
  const about = { typeName: definition.name, typeNameEn: definition.nameEn };
  const notice = (partyId: string, kind: NoticeKind, facts: Readonly<Record<string, string>>): NewNotice => ({
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
    case "licence-verified":
    case "licence-read": {
      const { partyId, receiptId = "", outcome = "", disclosure } = payload;
      const told = named.uses.get(receiptId);
      // What cannot be told, for want of its receipt, must not keep all later notices waiting.
      if (partyId === undefined || told === undefined) return [];
      const { accountId, organId, purpose } = told;
      const unit = named.organs.get(organId ?? "")?.name ?? "";
      const officer = named.officers.get(accountId) ?? "";
      const used = notice(partyId, "licence-used", { unit, officer, purpose, outcome });
      // The officer waits for the holder's tap: newest, so that it stands above what it follows from.
      return disclosure === "asked"
        ? [used, notice(partyId, "disclosure-asked", { unit, officer, purpose })]
        : [used];
    }
    default:
      return [];
  }
}

/** To the keepers of the unit, and to the enterprise or person whose seal it is. */
async function sealNotices(
  { access, sealing, id }: Services,
  tx: Tx,
  { key, at }: StoredEvent,
  { organId = "", ownerId, act = "", state = "" }: Payload,
): Promise<NewNotice[]> {
  const facts = { seal: await sealing.nameOf(tx, key), sealId: key, sealAct: act, sealState: state };
  const told = new Set(await access.personsInRole(tx, organId, "seal-keeper"));
  if (ownerId !== undefined) told.add(ownerId);
  return [...told].map((partyId) => ({
    noticeId: id(),
    partyId,
    at,
    kind: "seal-changed",
    licenceKey: null,
    facts,
  }));
}

/** A request to its body, a refusal to the issuer, a day that has passed to both: to those who may act on it. */
async function sealingNotices(
  { access, issuance, id }: Services,
  tx: Tx,
  { at }: StoredEvent,
  { taskId = "", change = "" }: Payload,
): Promise<NewNotice[]> {
  const told = await issuance.tellSealingTask(tx, taskId);
  if (told === undefined) return [];
  const { issuer, sealer, ...about } = told;
  const facts = { ...about, issuer: issuer.name, sealer: sealer.name, change };
  const bodies = change === "refused" ? [issuer] : change === "overdue" ? [issuer, sealer] : [sealer];
  const persons = new Set<string>();
  for (const { organId } of bodies)
    for (const role of ["clerk", "reviewer"] as const)
      for (const person of await access.personsInRole(tx, organId, role)) persons.add(person);
  return [...persons].map((partyId) => ({
    noticeId: id(),
    partyId,
    at,
    kind: "joint-sealing",
    licenceKey: null,
    facts,
  }));
}

/** A request to the holder, the answer to the clerk who asked, a withdrawal to both. */
async function consentNotices(
  { access, catalogue, consent, id, parties }: Services,
  tx: Tx,
  { kind, at }: StoredEvent,
  { requestId = "", change = "" }: Payload,
): Promise<NewNotice[]> {
  const told = await consent.tellRequest(tx, requestId);
  if (told === undefined || told.partyId === null) return [];
  const { organId, accountId, partyId, typeKey, itemName, businessNumber } = told;
  const { definition } = await catalogue.getCurrent(tx, typeKey);
  const facts = {
    requestId,
    typeName: definition.name,
    typeNameEn: definition.nameEn,
    unit: (await parties.organs(tx, [organId])).get(organId)?.name ?? "",
    officer: (await access.accountNames(tx, [accountId])).get(accountId) ?? "",
    item: itemName,
    businessNumber,
    change,
  };
  const { personId } = await access.actorFor(tx, accountId);
  const notice = (to: string, side: "holder" | "unit"): NewNotice => ({
    noticeId: id(),
    partyId: to,
    at,
    kind: kind as NoticeKind,
    licenceKey: null,
    facts: { ...facts, side },
  });
  switch (kind) {
    case "use-asked":
      return [notice(partyId, "holder")];
    case "use-answered":
      return [notice(personId, "unit")];
    default:
      return [notice(partyId, "holder"), notice(personId, "unit")];
  }
}
