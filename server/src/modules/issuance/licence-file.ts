import type { TypeDefinition } from "@liangzheng/contract";
import { problems } from "@liangzheng/contract";
import {
  beginSignature,
  type FontSource,
  type LicenceDocument,
  OfdWriteError,
  type PreparedSeal,
  type PreparedTemplate,
  prepareSeal,
  prepareTemplate,
  standardTemplate,
  unsignedParts,
  type WritePorts,
  writeLicenceDocument,
  writeZip,
} from "@liangzheng/ofd";
import { type FieldFault, ProblemError } from "@liangzheng/problem";
import encodeQR from "qr";
import type { LicenceType } from "../catalogue/index.ts";
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

const provider = { name: "Liangzheng", version: "1", company: "Liangzheng" };
const compact = (day: string): string => day.replaceAll("-", "");

/** GB/T 36903 metadata and, with the prefix KZ_, the data of the face: what CustomDatas say and the page prints. */
export function metadataOf(
  definition: TypeDefinition,
  record: LicenceRecord,
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
function modulesOf(text: string): readonly (readonly boolean[])[] {
  const framed = encodeQR(text, "raw", { ecc: "medium", border: 1 });
  return framed.slice(1, -1).map((row) => row.slice(1, -1));
}

/** Writes and seals licence files; templates and seals are prepared once and kept. */
export function createFileWriter({ fonts, ports }: WritingDeps) {
  const templates = new Map<string, PreparedTemplate>();
  const seals = new Map<string, PreparedSeal>();

  const templateOf = ({ typeKey, version, definition }: LicenceType): PreparedTemplate => {
    const name = `${typeKey}/${version}`;
    const known = templates.get(name);
    if (known !== undefined) return known;
    const prepared = prepareTemplate(layoutOf(definition), fonts, ports);
    templates.set(name, prepared);
    return prepared;
  };

  const sealOf = (press: Press): PreparedSeal => {
    const known = seals.get(press.sealId);
    if (known !== undefined) return known;
    const prepared = prepareSeal(press.seal, ports);
    seals.set(press.sealId, prepared);
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
    /** The page as it would be, without a seal. @throws ProblemError `does-not-fit`, naming the field. */
    preview: (input: FileInput, at: Date): Uint8Array => writeZip(unsignedParts(write(input)), at, ports),
    /** @returns the file, and the bytes the seal signed. @throws ProblemError `does-not-fit`, naming the field. */
    seal(
      input: FileInput,
      press: Press,
      at: Date,
    ): { readonly file: Uint8Array; readonly signed: Uint8Array } {
      const pending = beginSignature(write(input), {
        seal: sealOf(press),
        width: press.width,
        height: press.height,
        signedAt: at,
        provider,
      });
      const entries = pending.finish(press.press(pending.signatureXml, pending.propertyInfo));
      return { file: writeZip(entries, at, ports), signed: pending.signatureXml };
    },
  };
}
export type FileWriter = ReturnType<typeof createFileWriter>;

/** Data that the standard frame prints anyway are not printed a second time in the grid. */
const printedByFrame = new Set(["number", "issuer-name", "issued-on"]);

function layoutOf(definition: TypeDefinition) {
  const issuer = definition.fields.find((field) => field.from === "issuer-name");
  return standardTemplate({
    title: definition.name,
    issuerLabel: issuer?.label ?? "颁发机构",
    landscape: definition.template.landscape,
    fields: definition.fields
      .filter((field) => field.printed !== false && !printedByFrame.has(field.from ?? ""))
      .map((field) => ({
        id: `KZ_${field.id}`,
        label: field.label,
        kind:
          field.kind === "photo" || field.kind === "long-text"
            ? field.kind
            : field.kind === "date" || field.kind === "datetime"
              ? "date"
              : "text",
        required: false,
      })),
  });
}

/** A fault of writing, told to the clerk by the field it is in. */
function explaining<T>(definition: TypeDefinition, write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (!(error instanceof OfdWriteError)) throw error;
    const id = error.field.replace(/^KZ_/, "");
    const field = definition.fields.some((known) => known.id === id)
      ? `/fields/${id}`
      : (places[error.field] ?? `/${error.field}`);
    const fault: FieldFault = { field, rule: error.code, message: words[error.code] ?? "cannot be printed" };
    throw new ProblemError(problems.DoesNotFit, "see faults", { faults: [fault] }, { cause: error });
  }
}

const places: Readonly<Record<string, string>> = {
  ZZBH: "/number",
  ZZBFRQ: "/issuedOn",
  ZZYXQQSRQ: "/validFrom",
  ZZYXQJZRQ: "/validTo",
};
const words: Readonly<Record<string, string>> = {
  "does-not-fit": "is too long for its place on the page",
  "missing-glyph": "has a character that the font does not have",
  "control-character": "has a character that cannot be printed",
  "bad-photo": "is no PNG or JPEG picture",
};
