import { canonicalJson, encodeUtf8, type JsonValue } from "@liangzheng/bytes";
import type { SealReport } from "@liangzheng/contract";
import {
  beginSignature,
  type FontSource,
  OfdWriteError,
  prepareTemplate,
  type WritePorts,
  writeLicenceDocument,
  writeZip,
} from "@liangzheng/ofd";
import encodeQR from "qr";
import type { Press } from "../sealing/index.ts";
import { type ReportFacts, reportMetadata, reportTemplate } from "./report-page.ts";

export interface WritingDeps {
  readonly fonts: FontSource;
  readonly ports: WritePorts;
}

const provider = { name: "Liangzheng", version: "1", company: "Liangzheng" };

/** Writes and seals reports: one page for people, every check in the record attached. */
export function createReportWriter({ fonts, ports }: WritingDeps) {
  let prepared: ReturnType<typeof prepareTemplate> | undefined;
  return async (report: SealReport, facts: ReportFacts, documentId: string, press: Press) => {
    prepared ??= prepareTemplate(reportTemplate(), fonts, ports);
    const template = prepared;
    const { pages: _pages, ...told } = report;
    const record = encodeUtf8(canonicalJson({ number: facts.number, ...told } as unknown as JsonValue));
    const write = (withNames: boolean) =>
      writeLicenceDocument(template, {
        documentId,
        metadata: reportMetadata(report, facts, withNames),
        record,
        createdOn: facts.day,
        creator: provider.name,
        qr: encodeQR(facts.address, "raw", { ecc: "medium", border: 1 })
          .slice(1, -1)
          .map((row) => row.slice(1, -1)),
      });
    const pending = beginSignature(unlessUnprintable(write), {
      width: press.width,
      height: press.height,
      signedAt: new Date(report.checkedAt),
      provider,
    });
    const entries = pending.finish(await press.press(pending.signatureXml, pending.propertyInfo));
    return {
      document: writeZip(entries, new Date(report.checkedAt), ports),
      signed: pending.signatureXml,
    };
  };
}

/** A stranger's seal may be called by what no font has: such names stand in the record alone. */
function unlessUnprintable<T>(write: (withNames: boolean) => T): T {
  try {
    return write(true);
  } catch (error) {
    if (!(error instanceof OfdWriteError) || error.field !== "KZ_YZ") throw error;
    return write(false);
  }
}
