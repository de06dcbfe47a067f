import fc from "fast-check";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import { MarkupFault } from "./markup-fault.ts";
import { readMarkup } from "./markup-reader.ts";

type Told = readonly (readonly string[])[];

/** Neighbouring texts are one: where a reader parts them is its own matter. */
function listener() {
  const told: string[][] = [];
  const text = (more: string): void => {
    const last = told.at(-1);
    if (last?.[0] === "text") last[1] += more;
    else if (more !== "") told.push(["text", more]);
  };
  return { told, text, close: () => void told.push(["close"]) };
}

function ours(document: string): Told | undefined {
  const { told, text, close } = listener();
  try {
    readMarkup(document, {
      declaration: () => undefined,
      doctype() {
        throw new MarkupFault("a document type");
      },
      open: (name, attributes) => void told.push(["open", name, ...[...attributes].flat()]),
      text,
      close,
    });
    return told;
  } catch (error) {
    if (error instanceof MarkupFault) return undefined;
    throw error;
  }
}

/** The reader of others that this one is held against; by it a document type is no fault. */
function theirs(document: string): Told | undefined {
  const { told, text, close } = listener();
  const parser = new SaxesParser({ xmlns: false });
  let depth = 0;
  const fail = (): never => {
    throw new MarkupFault("theirs");
  };
  const inRoot = (more: string): void => {
    if (depth > 0) text(more);
  };
  parser.on("error", fail);
  parser.on("doctype", fail);
  parser.on("opentag", ({ name, attributes }) => {
    depth++;
    told.push(["open", name, ...Object.entries(attributes).flat()]);
  });
  parser.on("text", inRoot);
  parser.on("cdata", inRoot);
  parser.on("closetag", () => {
    depth--;
    close();
  });
  try {
    parser.write(document).close();
    return told;
  } catch (error) {
    if (error instanceof MarkupFault) return undefined;
    throw error;
  }
}

const names = fc.constantFrom("a", "ofd:Page", "照", "_.-1", ":x", "a·b", "𠮷", "xml", "é");
const space = fc.constantFrom("", " ", "\n\t ");
const someText = fc.constantFrom(
  ...["", "照", "x]]", "a>b", "&amp;", "&#x7167;", "&#20013;", "&#10;", "&apos;&quot;&lt;&gt;", "\t\n"],
);
const value = fc.tuple(fc.constantFrom('"', "'"), someText).map(([quote, text]) => quote + text + quote);
const attributes = fc
  .uniqueArray(names, { maxLength: 3 })
  .chain((found) => fc.tuple(...found.map((name) => fc.tuple(fc.constant(name), space, space, value))))
  .map((found) => found.map(([name, before, after, text]) => ` ${name}${before}=${after}${text}`).join(""));
const aside = fc.constantFrom("", "<!-- c - c -->", "<?p?>", "<?p.q  x ? y?>");
const cdata = fc.constantFrom("<![CDATA[]]>", "<![CDATA[<a>&amp;]]]]>");
const element = fc.letrec<{ readonly element: string }>((tie) => ({
  element: fc
    .tuple(
      names,
      attributes,
      space,
      fc.array(fc.oneof(someText, aside, cdata, tie("element")), { maxLength: 3 }),
    )
    .map(([name, given, end, inner]) =>
      inner.length === 0
        ? `<${name}${given}${end}/>`
        : `<${name}${given}${end}>${inner.join("")}</${name}${end}>`,
    ),
})).element;
const head = fc.constantFrom(
  ...["", '<?xml version="1.0"?>', "<?xml version = '1.0'\nencoding='UTF-8' standalone=\"no\" ?>"],
);
const documents = fc.tuple(head, aside, element, aside).map((parts) => parts.join("\n"));

test("well-formed documents are read as another reader reads them", () => {
  fc.assert(
    fc.property(documents, (document) => {
      const found = ours(document);
      expect(found).toBeDefined();
      expect(found).toEqual(theirs(document));
    }),
    { numRuns: 500 },
  );
});

const pieces = fc.constantFrom(
  ...[
    "<",
    ">",
    "/",
    "&",
    ";",
    "&#0;",
    "&#xD800;",
    "&#xFFFF;",
    "&#1114112;",
    "&nbsp;",
    "]]>",
    "--",
    "<!--",
    "-->",
  ],
  ...[
    "<![CDATA[",
    "<?xml version='1.0'?>",
    "<?XmL x?>",
    "?>",
    "<!DOCTYPE x>",
    "<a>",
    "</a>",
    "<a b='c'/>",
    "b='c'",
  ],
  ...[" ", "=", '"', "'", "a", "1", "-", ":", "·", "照", "x", "\u0085", "\ufeff", "\u2028"],
);

test("documents with something put in or taken out are read, or refused, as another reader does", () => {
  fc.assert(
    fc.property(documents, fc.nat(), fc.nat(3), fc.option(pieces), (document, draw, length, piece) => {
      const at = draw % (document.length + 1);
      const changed = document.slice(0, at) + (piece ?? "") + document.slice(at + length);
      // Half a character cannot come out of UTF-8. The other one takes away a byte order mark, and lets pass a question mark within the
      // target of an instruction.
      fc.pre(changed.isWellFormed() && !/^\ufeff|<\?[^\s?]*\?[^>]/.test(changed));
      expect(ours(changed), changed).toEqual(theirs(changed));
    }),
    { numRuns: 1500 },
  );
});

test("a target of an instruction ends with a space or with the instruction", () => {
  expect(ours("<?p?x?><a/>")).toBeUndefined();
  expect(ours("<?p ?x?><a/>")).toBeDefined();
});
