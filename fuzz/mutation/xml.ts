import { concat, encodeUtf8 } from "@liangzheng/bytes";
import type { Chance } from "../chance.ts";
import { mutateBytes } from "./bytes.ts";

const values = [
  ...[
    "",
    " ",
    "0",
    "-1",
    "1",
    "2",
    "5",
    "9",
    "-0",
    "1e308",
    "1e-300",
    "NaN",
    "Infinity",
    "99999999999999999999",
    "0x10",
  ],
  ...[
    "0 0 210 297",
    "0 0 0 0",
    "-1 -1 -1 -1",
    "1e7 1e7 1e7 1e7",
    "1 0 0 1 0 0",
    "0 0 0 0 0 0",
    "1 2 3",
    "1,2,3,4",
  ],
  ...[
    "g 3 1",
    "g 999999999 1",
    "g -1 2",
    "1 g g 2",
    "M 0 0 L 5 5 C",
    "M 0 0 A 1 1 0 1 1 5 5 Q 1 1 2 2 B 1 2 3 4 5 6 C",
  ],
  ...[
    "../../../etc/passwd",
    "/OFD.xml",
    "/Doc_0/Document.xml",
    "Content.xml",
    "./",
    "/",
    "\\x",
    "a//b",
    "C:/x",
    "%2e%2e/",
  ],
  ...[
    "Doc_0/Signs/Signatures.xml",
    "../Document.xml",
    "Pages/Page_0/Content.xml",
    "Res/a.png",
    "PublicRes.xml",
  ],
  ...[
    "true",
    "false",
    "Body",
    "Background",
    "Foreground",
    "Even-Odd",
    "Nonzero",
    "255 0 0",
    "#ff #ff #ff",
    "256 -1 1e9",
  ],
  ...[
    "&#38;",
    "&lt;script&gt;",
    "javascript:alert(1)",
    "url(#o0)",
    "\u202e",
    "示范",
    "𠮷",
    "constructor",
    "__proto__",
  ],
  ...[
    "1.2.156.10197.1.401",
    "1.2.156.10197.1.501",
    "MD5",
    "20260301020304Z",
    "2026-13-45T99:99:99",
    "Seal",
    "Sign",
  ],
];

/** Whatever a hostile writer puts between tags, much of it no XML. */
const pieces = [
  ...[
    "&lol;",
    "&#0;",
    "&#xFFFFFFFF;",
    "&#xD800;",
    "&amp",
    "&",
    "<",
    "]]>",
    "<![CDATA[",
    "<![CDATA[x]]>",
    "<!--",
    "<!-- -- -->",
  ],
  ...[
    "<?xml version='1.0'?>",
    "<?x",
    "<!DOCTYPE a [<!ENTITY b 'c'>]>",
    "<!ENTITY x SYSTEM 'file:///etc/passwd'>",
    "</",
    "/>",
  ],
  ...[
    "<a",
    "<a b",
    "<a b=",
    "<a b='",
    '<a b="c" b="d"/>',
    "<ofd:a xmlns:ofd='x'/>",
    "<x:y/>",
    "\u0000",
    "\ufeff",
    "\ufffe",
  ],
  ...[
    '<ofd:Template TemplateID="9"/>',
    "<ofd:PageRes>Content.xml</ofd:PageRes>",
    '<ofd:CompositeObject ResourceID="7"/>',
  ],
  ...[
    '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>',
    '<ofd:ImageObject ID="4" ResourceID="7" Boundary="0 0 9 9"/>',
  ],
  ...[
    '<ofd:Signature ID="9" BaseLoc="/Doc_0/Signs/Sign_0/Signature.xml"/>',
    "<ofd:DocBody><ofd:DocRoot>Doc_1/D.xml</ofd:DocRoot></ofd:DocBody>",
  ],
];

type Change = (text: string, chance: Chance, other: string) => string;

const cut = (text: string, from: number, to: number, put: string): string =>
  text.slice(0, from) + put + text.slice(to);

/** At a match of the pattern, what `make` says of it. */
function at(
  pattern: RegExp,
  make: (found: RegExpMatchArray, chance: Chance, other: string) => string,
): Change {
  return (text, chance, other) => {
    const found = [...text.matchAll(pattern)];
    if (found.length === 0) return text;
    const match = chance.pick(found);
    return cut(text, match.index, match.index + match[0].length, make(match, chance, other));
  };
}

const attribute = /\s([\w:]+)="([^"]*)"/g;
const whole = /<([\w:]+)(?:\s[^<>]*)?(?:\/>|>[^<]*<\/\1>)/g;
const tag = /<\/?[\w:]+[^<>]*>/g;
const content = />([^<>]+)</g;
const elements = (text: string): readonly string[] => [...text.matchAll(whole)].map(([found]) => found);
const somewhere = (text: string, chance: Chance): number => {
  const ends = [...text.matchAll(/>/g)];
  return ends.length === 0 || chance.oneIn(8) ? chance.below(text.length) : chance.pick(ends).index + 1;
};

const changes: readonly Change[] = [
  at(attribute, ([, name], chance) => ` ${name}="${chance.pick(values)}"`),
  at(attribute, () => ""),
  at(attribute, ([found]) => found + found),
  at(
    attribute,
    ([, , value], chance) =>
      ` ${chance.pick(["ID", "BaseLoc", "Type", "X", "ofd:ID", "xmlns", "Boundary"])}="${value}"`,
  ),
  at(attribute, ([, name, value = ""], chance) => {
    const wrong = chance.below(value.length);
    return ` ${name}="${cut(value, wrong, wrong + 1, String(chance.below(10)))}"`;
  }),
  at(content, (_, chance) => `>${chance.pick(values)}<`),
  at(content, ([, text = ""], chance) => {
    const wrong = chance.below(text.length);
    return `>${cut(text, wrong, wrong + 1, chance.pick(["0", "9", "a", "/", " ", "照", ""]))}<`;
  }),
  at(whole, () => ""),
  at(whole, ([found], chance) => found.repeat(chance.oneIn(40) ? 3000 : 2 + chance.length(6))),
  at(whole, ([found], chance, other) => {
    const lent = elements(other);
    return lent.length === 0 ? found : chance.pick(lent);
  }),
  at(tag, () => ""),
  at(tag, ([found]) => found + found),
  at(tag, ([found], chance) =>
    found.replace(
      /[\w]+(?=[\s/>])/,
      chance.pick(["Page", "Layer", "Signature", "Signatures", "Template", "a"]),
    ),
  ),
  (text, chance) => cut(text, somewhere(text, chance), somewhere(text, chance), ""),
  (text, chance) => {
    const place = somewhere(text, chance);
    return cut(text, place, place, chance.pick(pieces));
  },
  (text, chance, other) => {
    const place = somewhere(text, chance);
    const lent = elements(other);
    return lent.length === 0 ? text : cut(text, place, place, chance.pick(lent));
  },
  (text, chance) => {
    const place = somewhere(text, chance);
    const depth = chance.oneIn(20) ? 5000 : 1 + chance.length(80);
    const name = chance.pick(["a", "ofd:PageBlock", "ofd:Layer", "ofd:Page", "ofd:OutlineElem"]);
    const closed = chance.oneIn(4) ? "" : `</${name}>`.repeat(depth);
    return cut(text, place, place, `<${name}>`.repeat(depth) + closed);
  },
  (text, chance) =>
    chance.pick(["\ufeff", " ", "\n\n", "<?xml version='1.0' encoding='GBK'?>", "<!DOCTYPE ofd>", "x"]) +
    text,
];

/** XML changed as XML: attributes, elements, nesting, and text that means something to a careless parser. */
export function mutateXml(bytes: Uint8Array, chance: Chance, other = bytes): Uint8Array {
  if (chance.oneIn(10)) return mutateBytes(bytes, chance, other);
  const decoder = new TextDecoder();
  let text = decoder.decode(bytes);
  const lender = decoder.decode(other);
  for (let left = 1 + chance.length(4); left > 0 && text.length < 300_000; left--)
    text = chance.pick(changes)(text, chance, lender);
  const out = encodeUtf8(text);
  return chance.oneIn(60) ? concat(out, Uint8Array.of(0xc3)) : out;
}
