import { toHex } from "@liangzheng/bytes";
import { operations } from "@liangzheng/contract";
import { nameSealPicture, openPackage, readDocument, sealPicture, sealPng, sealSvg } from "@liangzheng/ofd";
import { writeTwin } from "@liangzheng/pdf";
import { drawPreview, stampsOf, verifyOfd } from "@liangzheng/seal";
import type { FastifyBaseLogger } from "fastify";
import { createAccess } from "../modules/access/index.ts";
import { createAudit } from "../modules/audit/index.ts";
import { createCatalogue } from "../modules/catalogue/index.ts";
import { createChecks } from "../modules/checks/index.ts";
import { createFileWriter, createIssuance, type IssuanceDeps } from "../modules/issuance/index.ts";
import { createLicences } from "../modules/licences/index.ts";
import { createNotices } from "../modules/notices/index.ts";
import { createParties } from "../modules/parties/index.ts";
import { createPresentation } from "../modules/presentation/index.ts";
import { createSealing, type Drawing, type Impression } from "../modules/sealing/index.ts";
import { type CopyDeps, createUse, type TwinDeps, type UseDeps } from "../modules/use/index.ts";
import type { Actor } from "../platform/actor.ts";
import type { Ctx } from "../platform/context.ts";
import { orderedIds, pooled } from "../platform/entropy.ts";
import type { FileStore } from "../platform/files.ts";
import { type FontBook, openFontBook } from "../platform/fonts/font-book.ts";
import { nodeWritePorts, zlibBest } from "../platform/fonts/write-ports.ts";
import type { ChosenGm } from "../platform/gm/choose.ts";
import { nodePdfPorts } from "../platform/pdf/pdf-ports.ts";
import { appendEvents } from "../platform/postgres/events.ts";
import type { Connection, Tx } from "../platform/postgres/pool.ts";
import { createVault, type VaultKeys } from "../platform/vault.ts";
import { random as randomOfSystem } from "./keys.ts";

export interface Foundations {
  readonly connection: Connection;
  readonly gm: ChosenGm;
  readonly keys: VaultKeys;
  readonly files: FileStore;
  readonly log: FastifyBaseLogger;
  readonly now: () => Date;
  /** Where strangers reach the platform: certificates name the address of their revocation list there. */
  readonly publicOrigin?: string | undefined;
}

/**
 * Builds every room once and hands each what it may hold. This is where the door is hung: `opener` goes to `use` and to
 * nobody else; `issuance` gets the `sealer`, which has no way back.
 */
export function createServices({ connection, gm, keys, files, log, now, publicOrigin }: Foundations) {
  const { db } = connection;
  const random = pooled(randomOfSystem);
  const vault = createVault(gm, keys, random);
  const id = orderedIds(random, Date.now);
  const fonts = openFontBook();
  const ports = nodeWritePorts((bytes) => gm.sm3(bytes));
  const draftBox = vault.box("draft");
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
  const notices = createNotices(vault.box("notice"));
  const access = createAccess(parties, vault.box("account"));
  const catalogue = createCatalogue({ parties, audit });
  const sealing = createSealing({
    gm,
    box: vault.box("seal-key"),
    parties,
    draw: impressions(fonts),
    undrawable: (name) => fonts.missing("serif", name),
    audit,
    ...(publicOrigin === undefined ? {} : { listAddress: listAddressAt(publicOrigin) }),
  });
  const licences = createLicences();
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

  /** The first page of one of our own files, with its seal. */
  const draw = (file: Uint8Array): string => {
    const report = verifyOfd(file, { gm, trust: { anchors: [], crls: [] }, now: now() });
    const svg = drawPreview(file, report.signatures, 1)?.pages[0];
    if (svg === undefined) throw new Error("a file of ours cannot be drawn");
    return svg;
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
    notices,
    access,
    catalogue,
    sealing,
    licences,
    useDeps,
    use,
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

/** Seal impressions are drawn from outlines of the fonts that licences are printed with. */
const impressions =
  (fonts: FontBook) =>
  ({ shape, name, caption, number }: Drawing): Impression => {
    const picture =
      shape === "square"
        ? nameSealPicture(name, fonts.outlines("serif", `${name}印`))
        : sealPicture(
            { organName: name, shape, centre: "star", ...(caption !== "" && { caption }), code: number },
            fonts.outlines("serif", name + caption + number),
          );
    return {
      png: sealPng(picture, 300, zlibBest),
      svg: sealSvg(picture),
      width: picture.width,
      height: picture.height,
    };
  };
