import { toHex } from "@liangzheng/bytes";
import { mostTemplatePages, operations } from "@liangzheng/contract";
import { openPackage, readDocument, renderPage, renderPages } from "@liangzheng/ofd";
import { writeTwin } from "@liangzheng/pdf";
import { stampsOf, verifyOfd } from "@liangzheng/seal";
import type { FastifyBaseLogger } from "fastify";
import { createAccess } from "../modules/access/index.ts";
import { createAudit } from "../modules/audit/index.ts";
import { createCatalogue } from "../modules/catalogue/index.ts";
import { createChecks } from "../modules/checks/index.ts";
import { type ConsentDeps, createConsent } from "../modules/consent/index.ts";
import { createFileWriter, createIssuance, type IssuanceDeps } from "../modules/issuance/index.ts";
import { createLedger } from "../modules/ledger/index.ts";
import { createLicences } from "../modules/licences/index.ts";
import { createNotices } from "../modules/notices/index.ts";
import { createParties } from "../modules/parties/index.ts";
import { createPresentation } from "../modules/presentation/index.ts";
import { createSealing, type TimeStamping } from "../modules/sealing/index.ts";
import {
  type AuthorisedDeps,
  type CopyDeps,
  createUse,
  type TwinDeps,
  type UseDeps,
} from "../modules/use/index.ts";
import type { Actor } from "../platform/actor.ts";
import type { Clock } from "../platform/clock.ts";
import type { Ctx } from "../platform/context.ts";
import { orderedIds, pooled } from "../platform/entropy.ts";
import type { FileStore } from "../platform/files.ts";
import { openFontBook } from "../platform/fonts/font-book.ts";
import { nodeWritePorts } from "../platform/fonts/write-ports.ts";
import type { ChosenGm } from "../platform/gm/choose.ts";
import { createKeyRing, type KeyStores, keyStores } from "../platform/key-store/key-ring.ts";
import { softwareKeyStore } from "../platform/key-store/software-key-store.ts";
import { nodePdfPorts } from "../platform/pdf/pdf-ports.ts";
import { appendEvents } from "../platform/postgres/events.ts";
import type { Connection, Tx } from "../platform/postgres/pool.ts";
import { createVault, type VaultKeys } from "../platform/vault.ts";
import { sealArtist } from "./draw-seal.ts";
import { random as randomOfSystem } from "./keys.ts";

export interface Foundations {
  readonly connection: Connection;
  readonly gm: ChosenGm;
  readonly keys: VaultKeys;
  /** Where keys that sign are made and kept: by the software, unless said otherwise. */
  readonly stores?: KeyStores;
  readonly files: FileStore;
  readonly log: FastifyBaseLogger;
  readonly now: () => Date;
  /** Whether that time may be certified; a time that is not watched is never doubted. */
  readonly clock?: Clock;
  /** Who dates what is sealed: the platform's own authority, unless said otherwise. */
  readonly timeStamping?: TimeStamping;
  /** Where strangers reach the platform: certificates name the address of their revocation list there. */
  readonly publicOrigin?: string | undefined;
}

/**
 * Builds every room once and hands each what it may hold. This is where the door is hung: `opener` goes to `use` and to
 * nobody else; `issuance` gets the `sealer`, which has no way back.
 */
export function createServices({
  connection,
  gm,
  keys,
  stores = keyStores(softwareKeyStore(gm, randomOfSystem)),
  files,
  log,
  now,
  clock = { now, doubt: () => undefined },
  timeStamping = { by: "own" },
  publicOrigin,
}: Foundations) {
  const { db } = connection;
  const random = pooled(randomOfSystem);
  const vault = createVault(gm, keys, random);
  const id = orderedIds(random, Date.now);
  const fonts = openFontBook();
  const ports = nodeWritePorts((bytes) => gm.sm3(bytes));
  const draftBox = vault.box("draft");
  const sealBox = vault.box("seal-key");
  const wakers = new Set<() => void>();

  const context = (tx: Tx, actor: Actor, logger: FastifyBaseLogger = log): Ctx<Actor> => ({
    actor,
    tx,
    now: now(),
    id,
    random,
    emit: (event) => appendEvents(tx, [event]),
    log: logger,
  });

  const parties = createParties({
    box: vault.box("party"),
    index: vault.blindIndex,
    newHolderKey: vault.newHolderKey,
  });
  const audit = createAudit();
  const ledger = createLedger(gm);
  const notices = createNotices(vault.box("notice"));
  const access = createAccess(parties, vault.box("account"));
  const catalogue = createCatalogue({ parties, audit, metrics: fonts.metrics });
  const sealing = createSealing({
    gm,
    keys: createKeyRing(stores, sealBox),
    box: sealBox,
    parties,
    ...sealArtist(fonts),
    audit,
    clock,
    timeStamping,
    ...(publicOrigin === undefined ? {} : { listAddress: listAddressAt(publicOrigin) }),
  });
  const licences = createLicences();
  const consentDeps: ConsentDeps = {
    gm,
    box: vault.box("consent"),
    access,
    audit,
    parties,
    catalogue,
    licences,
  };
  const consent = createConsent(consentDeps);
  const useDeps: UseDeps = {
    gm,
    opener: vault.opener,
    box: vault.box("receipt"),
    drafts: { open: draftBox.open },
    files,
    index: vault.blindIndex,
    access,
    parties,
    catalogue,
    licences,
  };
  const use = createUse(useDeps);
  const authorisedDeps: AuthorisedDeps = { ...useDeps, consent };
  const copyDeps: CopyDeps = { ...useDeps, sealer: vault.sealer, sealing, audit, fonts, ports };
  const twinDeps: TwinDeps = {
    ...useDeps,
    sealing,
    drawTwin(file) {
      const report = verifyOfd(file, { gm, trust: { anchors: [], crls: [] }, now: now() });
      const [document] = readDocument(openPackage(file));
      if (document === undefined) throw new Error("a file of ours has no document");
      const stamps = report.signatures.flatMap(stampsOf);
      const originalDigest = toHex(gm.sm3(file));
      return writeTwin(
        { document, stamps, originalDigest, subset: (text) => fonts.subset("sans", text) },
        nodePdfPorts,
      );
    },
  };
  const issuanceDeps: IssuanceDeps = {
    gm,
    sealer: vault.sealer,
    drafts: { seal: draftBox.seal },
    index: vault.blindIndex,
    files,
    writer: createFileWriter({ fonts, ports }),
    audit,
    parties,
    catalogue,
    sealing,
    licences,
    use,
  };
  const issuance = createIssuance(issuanceDeps);
  const checks = createChecks({
    gm,
    box: vault.box("trust-list"),
    access,
    audit,
    parties,
    sealing,
    fonts,
    ports,
    addressOf: (number) => `${publicOrigin ?? ""}/public/reports/${number}`,
  });
  const presentation = createPresentation({ db, gm, id, use });

  /** All pages of one of our own files, or one by its number, with its seals. */
  const draw = (file: Uint8Array, page?: number): string => {
    const report = verifyOfd(file, { gm, trust: { anchors: [], crls: [] }, now: now() });
    const [document] = readDocument(openPackage(file));
    if (document === undefined) throw new Error("a file of ours has no document");
    const stamps = report.signatures.flatMap(stampsOf);
    return page === undefined
      ? renderPages(document, mostTemplatePages, { stamps })
      : renderPage(document, page - 1, { stamps });
  };

  return {
    db,
    connection,
    gm,
    vault,
    fonts,
    id,
    now,
    log,
    random,
    context,
    /** Somebody to be told when there are new events. */
    wakers,
    parties,
    audit,
    ledger,
    notices,
    access,
    catalogue,
    sealing,
    licences,
    consentDeps,
    consent,
    useDeps,
    use,
    authorisedDeps,
    copyDeps,
    twinDeps,
    issuanceDeps,
    issuance,
    presentation,
    checks,
    draw,
  };
}
export type Services = ReturnType<typeof createServices>;

const listAddressAt =
  (origin: string) =>
  (authority: string): string =>
    `${origin}/api/v1${operations.getRevocationList.path.replace(":authority", authority)}`;
