import type { ShownField } from "@liangzheng/contract";
import { mask, maskName, maskNumber } from "@liangzheng/ident";
import { numberIsPersonal, type Opened } from "./opened.ts";

/**
 * How much of a licence's face is released.
 * - `full`: its holder, or the unit that issued it.
 * - `first-look`: an officer before the holder's tap: public data, photo and name.
 * - `disclosed`: an officer after it.
 * - `agreed`: a unit that one of the holders has authorised, for the fields named.
 */
export type Extent =
  | { readonly kind: "full" }
  | { readonly kind: "own"; readonly partyId: string }
  | { readonly kind: "first-look" }
  | { readonly kind: "disclosed" }
  | { readonly kind: "agreed"; readonly partyId: string; readonly fields: readonly string[] };

type FaceField = Opened["type"]["definition"]["fields"][number];

/** Whether an officer must wait for the holder before seeing the field. */
export function waitsForHolder(opened: Opened, field: FaceField): boolean {
  if (field.kind === "photo" || field.from === "holder-name") return false;
  if (field.from === "number") return numberIsPersonal(opened);
  return field.sensitivity !== "P0";
}

/**
 * The face fields in their order. What is withheld keeps its label, so that the reader knows there is more; what a holder
 * did not agree to is not named at all. What is kept
 * and not printed stays in the file: a code beside its word, or a status of the day of issue beside that of today.
 */
export function fieldsOf(opened: Opened, extent: Extent): ShownField[] {
  const face = opened.type.definition.fields.filter(
    ({ id, printed }) => printed !== false && (extent.kind !== "agreed" || extent.fields.includes(id)),
  );
  return face.map((field) => {
    const value = opened.record.fields[field.id] ?? null;
    const shown = { id: field.id, label: field.label, labelEn: field.labelEn, kind: field.kind };
    if (field.kind === "photo") return { ...shown, value: null, masked: false };
    switch (extent.kind) {
      case "full":
      case "disclosed":
        return { ...shown, value: spelled(field, value), masked: false };
      case "own":
      case "agreed": {
        const covered = coverOthers(opened, extent.partyId, value);
        return { ...shown, value: spelled(field, covered), masked: covered !== value };
      }
      case "first-look":
        return waitsForHolder(opened, field)
          ? { ...shown, value: null, masked: true }
          : { ...shown, value: spelled(field, value), masked: false };
    }
  });
}

/** The ids of fields released in the clear: what the receipt says was seen. */
export const releasedIds = (fields: readonly ShownField[]): string[] =>
  fields.filter((field) => !field.masked).map((field) => field.id);

/** A code is shown in words where the type says what it stands for. */
const spelled = (field: FaceField, value: string | null): string | null =>
  value === null ? null : (field.codes?.[value] ?? value);

/** One of several holders sees the others' numbers masked. */
function coverOthers(opened: Opened, partyId: string, value: string | null): string | null {
  if (value === null) return null;
  let covered = value;
  for (const [index, holder] of opened.record.holders.entries()) {
    const other = opened.holders[index]?.partyId !== partyId && holder.kind === "person";
    if (other) covered = covered.replaceAll(holder.code, maskNumber(holder.code));
  }
  return covered;
}

/** Holders as listed beside a licence. */
export function holdersOf(opened: Opened, extent: Extent, codeTypeName: (codeType: string) => string) {
  return opened.record.holders.map((holder, index) => {
    const own = extent.kind === "own" && opened.holders[index]?.partyId === extent.partyId;
    const open =
      own || extent.kind === "full" || extent.kind === "disclosed" || holder.kind === "organisation";
    const firstLook = extent.kind === "first-look" && opened.record.holders.length > 1;
    return {
      name: firstLook ? maskName(holder.name) : holder.name,
      code: open ? holder.code : mask(holder.code, "first6-last2"),
      codeTypeName: codeTypeName(holder.codeType),
      masked: !open,
    };
  });
}
