/** Of what kind a value is, as clause 7.3 and the tables name it. */
export interface ValueKind {
  readonly name:
    | "text"
    | "number"
    | "int"
    | "uint"
    | "boolean"
    | "date"
    | "dateTime"
    | "base64"
    | "digest"
    | "box"
    | "pos"
    | "array"
    | "deltas"
    | "one-of"
    | "id"
    | "xmlid"
    | "ref"
    | "loc"
    | "folder";
  /** What a reference points at, what a linked file is, in which space an xs:ID is unique, or the words of a choice. */
  readonly target: string;
}

interface AttributeRule {
  readonly required: boolean;
  readonly kind: ValueKind;
}

/** A place in the order of children: what may stand there, and how often. */
interface Slot {
  readonly names: readonly string[];
  readonly required: boolean;
  readonly repeated: boolean;
}

interface ChildRule {
  readonly slot: number;
  readonly shape: string | undefined;
  readonly kind: ValueKind | undefined;
}

/** What annex A and the tables say of an element. */
export interface Shape {
  readonly clause: string;
  /** Foreign content: nothing is asked of it, but references in it are followed. */
  readonly open: boolean;
  readonly slots: readonly Slot[];
  readonly children: ReadonlyMap<string, ChildRule>;
  readonly attributes: ReadonlyMap<string, AttributeRule>;
  readonly text: ValueKind | undefined;
}

const kindNames: ReadonlySet<string> = new Set<ValueKind["name"]>([
  "text",
  "number",
  "int",
  "uint",
  "boolean",
  "date",
  "dateTime",
  "base64",
  "digest",
  "box",
  "pos",
  "array",
  "deltas",
  "one-of",
  "id",
  "xmlid",
  "ref",
  "loc",
  "folder",
]);
const isKindName = (name: string): name is ValueKind["name"] => kindNames.has(name);

/** `ref>Font`, `loc>Page`, `box`, or `(A,B)` for one of those words. */
function readKind(text: string): ValueKind {
  if (text.startsWith("(")) return { name: "one-of", target: text.slice(1, -1) };
  const [name = "", target = ""] = text.split(">");
  if (!isKindName(name)) throw new RangeError(`no kind of value ${text}`);
  return { name, target };
}

/**
 * A shape in short notation. Content is a list of places in their order, each `Name`, `Name@Shape` or `Name=kind`,
 * alternatives joined by `|`, ending in `?`, `*` or `+`; `*` alone is foreign content. Attributes are `Name`,
 * `Name:kind`, with `!` behind the name when required.
 */
export function shape(clause: string, content: string, attributes = "", text?: string): Shape {
  const children = new Map<string, ChildRule>();
  const items = content === "*" ? [] : content.split(" ").filter((item) => item !== "");
  const slots = items.map((item, slot): Slot => {
    const often = /[?*+]$/.exec(item)?.[0] ?? "";
    const alternatives = item.slice(0, item.length - often.length).split("|");
    const names = alternatives.map((one) => {
      const [, name = "", named, kind] = /^(\w+)(?:@(\w+)|=(.+))?$/.exec(one) ?? [];
      const leaf = kind === undefined ? undefined : readKind(kind);
      children.set(name, { slot, shape: leaf ? undefined : (named ?? name), kind: leaf });
      return name;
    });
    return { names, required: often === "" || often === "+", repeated: often === "*" || often === "+" };
  });
  const known = new Map<string, AttributeRule>();
  for (const item of attributes.split(" ").filter((one) => one !== "")) {
    const [, name = "", required, kind] = /^(\w+)(!?)(?::(.+))?$/.exec(item) ?? [];
    known.set(name, { required: required === "!", kind: readKind(kind ?? "text") });
  }
  return {
    clause,
    open: content === "*",
    slots,
    children,
    attributes: known,
    text: text === undefined ? undefined : readKind(text),
  };
}
