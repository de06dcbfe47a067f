import type { TypeDefinition } from "@liangzheng/contract";

type Field = TypeDefinition["fields"][number];

export interface Change {
  /** A member of the definition, or of a field. */
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface DefinitionDifferences {
  readonly added: readonly Field[];
  readonly removed: readonly Field[];
  readonly changed: readonly { readonly field: Field; readonly changes: readonly Change[] }[];
  /** The fields that both have stand in another order. */
  readonly moved: boolean;
  readonly rules: readonly Change[];
}

/** What a version changes against the one before it. Fields are the same field when their ids are. */
export function compareDefinitions(older: TypeDefinition, newer: TypeDefinition): DefinitionDifferences {
  const before = new Map(older.fields.map((field) => [field.id, field]));
  const after = new Map(newer.fields.map((field) => [field.id, field]));
  const kept = newer.fields.filter(({ id }) => before.has(id));
  const order = (fields: readonly Field[], other: ReadonlyMap<string, Field>): string =>
    fields.flatMap(({ id }) => (other.has(id) ? [id] : [])).join();
  return {
    added: newer.fields.filter(({ id }) => !before.has(id)),
    removed: older.fields.filter(({ id }) => !after.has(id)),
    changed: kept.flatMap((field) => {
      const changes = changesOf(before.get(field.id) ?? {}, field);
      return changes.length > 0 ? [{ field, changes }] : [];
    }),
    moved: order(older.fields, after) !== order(newer.fields, before),
    rules: changesOf({ ...older, fields: null }, { ...newer, fields: null }),
  };
}

export const isSame = ({ added, removed, changed, moved, rules }: DefinitionDifferences): boolean =>
  added.length + removed.length + changed.length + rules.length === 0 && !moved;

function changesOf(before: object, after: object): Change[] {
  const old = before as Readonly<Record<string, unknown>>;
  const now = after as Readonly<Record<string, unknown>>;
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return names.flatMap((name) =>
    JSON.stringify(old[name]) === JSON.stringify(now[name])
      ? []
      : [{ name, before: old[name], after: now[name] }],
  );
}
