import type { TypeDefinition } from "@liangzheng/contract";
import { problems } from "@liangzheng/contract";
import {
  beginFurtherSignature,
  beginSignature,
  drawDesign,
  type FontSource,
  type LicenceDocument,
  layoutPage,
  OfdWriteError,
  type PreparedTemplate,
  pageOf,
  prepareTemplate,
  sealPlaces,
  unsignedParts,
  type WritePorts,
  writeLicenceDocument,
  writeZip,
} from "@liangzheng/ofd";
import { type FieldFault, ProblemError } from "@liangzheng/problem";
import encodeQR from "qr";
import { type LicenceType, subjectOf } from "../catalogue/index.ts";
import type { LicenceRecord } from "../licences/index.ts";
import { codeTypeName } from "../parties/index.ts";
import type { Press } from "../sealing/index.ts";

export interface WritingDeps {
  readonly fonts: FontSource;
  readonly ports: WritePorts;
}

/** What goes into a file besides its record. */
export interface FileInput {
  readonly type: LicenceType;
  readonly record: LicenceRecord;
  readonly encoded: Uint8Array;
  readonly photo: Uint8Array | null;
  readonly documentId: string;
}

/** What of a record stands on the page. */
export type Face = Omit<LicenceRecord, "typeKey" | "typeVersion" | "salt">;

const provider = { name: "Liangzheng", version: "1", company: "Liangzheng" };
const compact = (day: string): string => day.replaceAll("-", "");

/** GB/T 36903 metadata and, with the prefix KZ_, the data of the face: what CustomDatas say and the page prints. */
export function metadataOf(
  definition: Pick<TypeDefinition, "fields">,
  record: Face,
): { id: string; value: string }[] {
  const { holders } = record;
  const items = [
    { id: "ZZMC", value: record.typeName },
    { id: "ZZLXDM", value: record.typeCode },
    { id: "ZZBH", value: record.number },
    { id: "ZZBS", value: record.identifier ?? "" },
    { id: "ZZBFJG", value: record.issuer.name },
    { id: "ZZBFJGDM", value: record.issuer.code },
    { id: "ZZBFRQ", value: compact(record.issuedOn) },
    { id: "CZZT", value: holders.map((holder) => holder.name).join(",") },
    { id: "CZZTDM", value: holders.map((holder) => holder.code).join(",") },
    { id: "CZZTDMLX", value: codeTypeName(holders[0]?.codeType ?? "") },
    { id: "CZZTDMLXDM", value: holders[0]?.codeType ?? "" },
    { id: "ZZYXQQSRQ", value: compact(record.validFrom ?? record.issuedOn) },
    { id: "ZZYXQJZRQ", value: record.validTo === null ? "99991231" : compact(record.validTo) },
  ];
  for (const field of definition.fields) {
    const value = record.fields[field.id];
    if (field.kind === "photo" || value === undefined) continue;
    items.push({
      id: `KZ_${field.id}`,
      value: field.printed === false ? value : (field.codes?.[value] ?? value),
    });
  }
  return items;
}

/** The modules of a QR symbol without its quiet zone, which the template leaves around the place. */
export function modulesOf(text: string): readonly (readonly boolean[])[] {
  const framed = encodeQR(text, "raw", { ecc: "medium", border: 1 });
  return framed.slice(1, -1).map((row) => row.slice(1, -1));
}

/** Writes and seals licence files; templates are prepared once and kept. */
export function createFileWriter({ fonts, ports }: WritingDeps) {
  const templates = new Map<string, PreparedTemplate>();

  const templateOf = ({ typeKey, version, definition }: LicenceType): PreparedTemplate => {
    const name = `${typeKey}/${version}`;
    const known = templates.get(name);
    if (known !== undefined) return known;
    const prepared = prepareTemplate(drawDesign(definition.template, subjectOf(definition)), fonts, ports);
    templates.set(name, prepared);
    return prepared;
  };

  const write = ({ type, record, encoded, photo, documentId }: FileInput): LicenceDocument =>
    explaining(type.definition, () =>
      writeLicenceDocument(templateOf(type), {
        documentId,
        metadata: metadataOf(type.definition, record),
        record: encoded,
        createdOn: record.issuedOn,
        creator: provider.name,
        ...(photo === null ? {} : { photo }),
        ...(record.identifier === null ? {} : { qr: modulesOf(record.identifier) }),
      }),
    );

  return {
    /** Every datum that the page has no room or no glyph for, before anything is written or sealed. */
    fitFaults(type: LicenceType, face: Face): readonly FieldFault[] {
      const { template } = templateOf(type);
      const values = new Map(metadataOf(type.definition, face).map(({ id, value }) => [id, value] as const));
      return layoutPage(template, values, fonts.metrics).problems.map(({ field, reason }) =>
        faultAt(type.definition, field, reason),
      );
    },
    /** The page as it would be, without a seal. @throws ProblemError `does-not-fit`, naming the field. */
    preview: (input: FileInput, at: Date): Uint8Array => writeZip(unsignedParts(write(input)), at, ports),
    /** @returns the file, and the bytes the seal signed. @throws ProblemError `does-not-fit`, naming the field. */
    async seal(
      input: FileInput,
      press: Press,
      at: Date,
    ): Promise<{ readonly file: Uint8Array; readonly signed: Uint8Array }> {
      const pending = beginSignature(write(input), {
        width: press.width,
        height: press.height,
        signedAt: at,
        provider,
      });
      const entries = pending.finish(await press.press(pending.signatureXml, pending.propertyInfo));
      return { file: writeZip(entries, at, ports), signed: pending.signatureXml };
    },
    /**
     * Sets another body's seal on the file, behind those it bears.
     * @param input `place` is 1 for the first that follows the issuer's.
     */
    async sealFurther(
      {
        type,
        file,
        place,
      }: { readonly type: LicenceType; readonly file: Uint8Array; readonly place: number },
      press: Press,
      at: Date,
    ): Promise<{ readonly file: Uint8Array; readonly signed: Uint8Array }> {
      const { template } = templateOf(type);
      const where = sealPlaces(template, place + 1)[place] ?? template.seal;
      const pending = beginFurtherSignature(
        file,
        {
          place: where,
          page: pageOf(where),
          width: press.width,
          height: press.height,
          signedAt: at,
          provider,
        },
        ports,
      );
      const entries = pending.finish(await press.press(pending.signatureXml, pending.propertyInfo));
      return { file: writeZip(entries, at, ports), signed: pending.signatureXml };
    },
  };
}
export type FileWriter = ReturnType<typeof createFileWriter>;

/** A fault of writing, told to the clerk by the field it is in. */
function explaining<T>(definition: TypeDefinition, write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (!(error instanceof OfdWriteError)) throw error;
    const faults =
      error.problems.length === 0
        ? [faultAt(definition, error.field, error.code)]
        : error.problems.map(({ field, reason }) => faultAt(definition, field, reason));
    throw new ProblemError(problems.DoesNotFit, "see faults", { faults }, { cause: error });
  }
}

/** Where the clerk typed what the page prints by this metadata id. */
function faultAt(definition: TypeDefinition, metadata: string, rule: string): FieldFault {
  const id = metadata.replace(/^KZ_/, "");
  const field = definition.fields.some((known) => known.id === id)
    ? `/fields/${id}`
    : (places[metadata] ?? `/${metadata}`);
  const page = pageOf(definition.template.fields.find((printed) => printed.id === metadata) ?? {});
  const message = words[rule] ?? "cannot be printed";
  return { field, rule, message: page > 1 ? `${message} (page ${page})` : message };
}

const places: Readonly<Record<string, string>> = {
  ZZBH: "/number",
  ZZBFRQ: "/issuedOn",
  ZZYXQQSRQ: "/validFrom",
  ZZYXQJZRQ: "/validTo",
  CZZT: "/holders",
  CZZTDM: "/holders",
};
const words: Readonly<Record<string, string>> = {
  "does-not-fit": "is too long for its place on the page",
  "missing-glyph": "has a character that the font does not have",
  "control-character": "has a character that cannot be printed",
  "bad-photo": "is no PNG or JPEG picture",
};
