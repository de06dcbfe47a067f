import fc from "fast-check";
import { expect, test } from "vitest";
import { layer, readOfd } from "../read/testing/build-ofd.ts";
import { readCmap, writeCmap } from "./cmap.ts";
import { fontStack } from "./font-stack.ts";
import { renderPage } from "./render-page.ts";
import { readSfnt, writeSfnt } from "./sfnt.ts";
import { toWebFont } from "./web-font.ts";

const trueType = 0x00010000;

/** The least a print subset carries: outlines and metrics, no mapping, no names. */
const subset = (more: readonly (readonly [string, Uint8Array])[] = []) =>
  new Map<string, Uint8Array>([
    ["head", new Uint8Array(54)],
    ["hhea", Uint8Array.from([0, 1, 0, 0, 3, 112, 255, 136, ...new Array<number>(28).fill(0)])],
    ["hmtx", new Uint8Array(40)],
    ["maxp", Uint8Array.of(0, 1, 0, 0, 0, 10)],
    ["glyf", new Uint8Array(8)],
    ["loca", new Uint8Array(22)],
    ...more,
  ]);
const font = (id: string) =>
  `<Fonts><Font ID="${id}" FontName="宋体"><FontFile>f.ttf</FontFile></Font></Fonts>`;

test("tables survive being written and every table and the file have their checksums", () => {
  const written = writeSfnt(trueType, subset());
  const view = new DataView(written.buffer);
  let sum = 0;
  for (let at = 0; at < written.length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  expect(sum).toBe(0xb1b0afba);
  expect([...(readSfnt(written)?.tables.keys() ?? [])]).toEqual([
    "glyf",
    "head",
    "hhea",
    "hmtx",
    "loca",
    "maxp",
  ]);
});

test("a mapping is read back, and every glyph has a private character", () => {
  const groups = [
    { first: 0x20, last: 0x7e, glyph: 1 },
    { first: 0x4e00, last: 0x4e05, glyph: 200 },
  ];
  const table = writeCmap(groups, 300);
  expect(readCmap(table)).toEqual(groups);
  expect(table.length).toBe(28 + 3 * 12);
});

test("format 4 is read with deltas and with glyph lists", () => {
  const words = [0, 1, 3, 1, 0, 12, 4, 44, 0, 6, 0, 0, 0, 0x42, 0x51, 0xffff, 0, 0x41, 0x50, 0xffff];
  const table = [...words, 0xffc4, 0, 1, 0, 4, 0, 7, 0];
  const bytes = Uint8Array.from(table.flatMap((word) => [word >> 8, word & 255]));
  expect(readCmap(bytes)).toEqual([
    { first: 0x41, last: 0x42, glyph: 5 },
    { first: 0x50, last: 0x50, glyph: 7 },
  ]);
});

test("a print subset gets the tables that browsers insist on", () => {
  const web = toWebFont(writeSfnt(trueType, subset()));
  const tables = web && readSfnt(web)?.tables;
  for (const name of ["OS/2", "cmap", "name", "post", "head", "hhea", "hmtx", "maxp", "glyf", "loca"]) {
    expect(tables?.has(name)).toBe(true);
  }
});

test("layout and unknown tables stay behind", () => {
  const web = toWebFont(
    writeSfnt(
      trueType,
      subset([
        ["GSUB", new Uint8Array(9)],
        ["evil", new Uint8Array(9)],
      ]),
    ),
  );
  const tables = web && readSfnt(web)?.tables;
  expect([tables?.has("GSUB"), tables?.has("evil"), tables?.has("glyf")]).toEqual([false, false, true]);
});

test("what is no font gives none and never throws", () => {
  const whole = writeSfnt(trueType, subset());
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), (at, value, length) => {
      const changed = whole.slice(0, length);
      if (at < length) changed[at] = value;
      toWebFont(changed);
    }),
    { numRuns: 2000 },
  );
  expect(toWebFont(new Uint8Array(0))).toBeUndefined();
  expect(toWebFont(new TextEncoder().encode("ttcf and more than twelve bytes"))).toBeUndefined();
  const noOutlines = subset();
  noOutlines.delete("glyf");
  expect(toWebFont(writeSfnt(trueType, noOutlines))).toBeUndefined();
});

test("an embedded font is written once, only when used, and named before its stand-ins", () => {
  const text = `<TextObject Font="4" Size="4"><TextCode X="0" Y="3">照</TextCode></TextObject>`;
  const built = { resources: font("4"), files: { "Doc_0/Res/f.ttf": writeSfnt(trueType, subset()) } };
  const svg = renderPage(readOfd({ ...built, page: layer(text + text) }), 0);
  expect(svg.match(/@font-face\{font-family:'o0';src:url\(data:font\/ttf;base64,/g)).toHaveLength(1);
  expect(svg).toContain(`font-family="'o0','宋体',`);
  expect(renderPage(readOfd({ ...built, page: layer("") }), 0)).not.toContain("@font-face");
});

test("glyphs named by number are drawn by number in an embedded font and by character in another", () => {
  const page = layer(
    `<TextObject Font="4" Size="4"><CGTransform CodePosition="1" CodeCount="2" GlyphCount="1"><Glyphs>7</Glyphs></CGTransform>` +
      `<TextCode X="0" Y="3" DeltaX="4 4">a照片b</TextCode></TextObject>`,
  );
  const files = { "Doc_0/Res/f.ttf": writeSfnt(trueType, subset()) };
  const drawn = (svg: string) => [...svg.matchAll(/<tspan x="(\d)"[^>]*>([^<]*)</g)].map((m) => [m[1], m[2]]);
  expect(drawn(renderPage(readOfd({ page, resources: font("4"), files }), 0))).toEqual([
    ["0", "a"],
    ["4", "\u{f0007}"],
    ["8", "b"],
  ]);
  expect(renderPage(readOfd({ page, resources: font("4") }), 0)).toContain(
    '<text x="0 4 8" y="3">a照片b</text>',
  );
});

test("names of the usual Chinese faces find their kind of stand-in", () => {
  const stack = (name: string) =>
    fontStack({
      id: "1",
      name,
      family: undefined,
      bold: false,
      italic: false,
      serif: false,
      fixedWidth: false,
      file: undefined,
    });
  expect(stack("方正小标宋简体")).toMatch(/^'方正小标宋简体','SimSun'.*,serif$/);
  expect(stack("KaiTi_GB2312")).toContain("'Kaiti SC'");
  expect(stack("仿宋")).toContain("'STFangsong'");
  expect(stack("Courier New")).toMatch(/monospace$/);
  expect(fontStack(undefined)).toMatch(/serif$/);
});
