import { concat, encodeUtf8 } from "@liangzheng/bytes";
import { expect, test } from "vitest";
import { type BuiltDocument, buildOfd, layer, readOfd } from "../read/testing/build-ofd.ts";
import { renderPage } from "./render-page.ts";
import { sniffImage } from "./sniff-image.ts";
import type { Stamp } from "./stamp.ts";
import { bmpHead, jpegHead, tinyGif, tinyPng } from "./testing/tiny-images.ts";

const withMedia = (bytes: Uint8Array, objects: string): BuiltDocument => ({
  page: layer(objects),
  resources: `<MultiMedias><MultiMedia ID="5" Type="Image" Format="PNG"><MediaFile>a.bin</MediaFile></MultiMedia></MultiMedias>`,
  files: { "Doc_0/Res/a.bin": bytes },
});
const image = (more = "") => `<ImageObject ID="6" Boundary="10 20 30 15" ResourceID="5" ${more}/>`;
const stamp = (picture: Partial<Stamp["picture"]>, more: Partial<Stamp> = {}): Stamp => ({
  pageId: "1",
  boundary: { x: 10, y: 5, width: 40, height: 40 },
  picture: { type: "png", bytes: tinyPng, width: 40, height: 40, ...picture },
  ...more,
});

test("the type and size of a picture are told by its bytes", () => {
  expect(sniffImage(tinyPng)).toEqual({ type: "image/png", width: 1, height: 1 });
  expect(sniffImage(tinyGif)).toEqual({ type: "image/gif", width: 1, height: 1 });
  expect(sniffImage(jpegHead)).toEqual({ type: "image/jpeg", width: 16, height: 8 });
  expect(sniffImage(bmpHead)).toEqual({ type: "image/bmp", width: 4, height: 2 });
  expect(sniffImage(encodeUtf8('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeUndefined();
  expect(sniffImage(new Uint8Array(0))).toBeUndefined();
});

test("a picture that would unpack to gigabytes is none", () => {
  const vast = tinyPng.slice();
  vast.set([0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff], 16);
  expect(sniffImage(vast)).toBeUndefined();
});

test("a picture is embedded once and used in its places", () => {
  const svg = renderPage(readOfd(withMedia(tinyPng, image() + image('CTM="5 0 0 5 1 1"'))), 0);
  expect(svg.match(/data:image\/png;base64,/g)).toHaveLength(1);
  expect(svg).toContain('<use href="#o0" transform="matrix(30 0 0 15 10 20)"/>');
  expect(svg).toContain('<use href="#o0" transform="matrix(5 0 0 5 11 21)"/>');
});

test("a turned picture is cut at its boundary", () => {
  const svg = renderPage(readOfd(withMedia(tinyPng, image('CTM="0 40 -40 0 40 0"'))), 0);
  expect(svg).toContain('<rect x="10" y="20" width="30" height="15"/>');
});

test.each([
  ["SVG", encodeUtf8('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
  ["TIFF", Uint8Array.of(0x49, 0x49, 0x2a, 0)],
  ["JBIG2", Uint8Array.of(0x97, 0x4a, 0x42, 0x32)],
])("%s becomes a placeholder", (_, bytes) => {
  const svg = renderPage(readOfd(withMedia(bytes, image())), 0);
  expect(svg).toContain('fill="#f2f2f2"');
  expect(svg).not.toMatch(/onload|<image/);
});

test("a picture that is missing or for which there is no room becomes a placeholder", () => {
  const missing = { ...withMedia(tinyPng, image()), files: {} };
  expect(renderPage(readOfd(missing), 0)).toContain('fill="#f2f2f2"');
  const large = concat(tinyPng, new Uint8Array(5000));
  expect(renderPage(readOfd(withMedia(large, image())), 0, { limits: { output: 4000 } })).toContain(
    'fill="#f2f2f2"',
  );
});

test("stamps are drawn over their page, cut by their clip and found by their number", () => {
  const document = readOfd({ page: layer('<TextObject Size="4"><TextCode>under</TextCode></TextObject>') });
  const stamps = [
    stamp({}, { number: 2, clip: { x: 0, y: 0, width: 10, height: 40 } }),
    stamp({}, { pageId: "99", number: 3 }),
  ];
  const svg = renderPage(document, 0, { stamps });
  expect(svg).toContain(
    '<g id="ostamp-2" style="mix-blend-mode:multiply" clip-path="url(#o0)"><use href="#o1" transform="matrix(40 0 0 40 10 5)"/></g>',
  );
  expect(svg).toContain('<clipPath id="o0"><rect x="10" y="5" width="10" height="40"/></clipPath>');
  expect(svg.indexOf("under")).toBeLessThan(svg.indexOf("ostamp-2"));
  expect(svg).not.toContain("ostamp-3");
});

test("a picture that is an OFD is drawn to scale, padded or not, and without a white ground", () => {
  const bytes = buildOfd({
    page: layer(`<PathObject Boundary="0 0 9 9"><AbbreviatedData>M 0 0 L 9 9</AbbreviatedData></PathObject>`),
  });
  for (const picture of [bytes, concat(bytes, new Uint8Array(64))]) {
    const svg = renderPage(readOfd(), 0, { stamps: [stamp({ type: "OFD", bytes: picture })] });
    expect(svg).toContain('<g transform="matrix(0.4 0 0 0.8 10 5)"><path');
    expect(svg.match(/#ffffff/g)).toHaveLength(1);
  }
});

test("an image of the document and one of a stamp at the same path stay two", () => {
  const seal = buildOfd(withMedia(tinyGif, image()));
  const svg = renderPage(readOfd(withMedia(tinyPng, image())), 0, {
    stamps: [stamp({ type: "ofd", bytes: seal })],
  });
  expect(svg).toContain("data:image/png");
  expect(svg).toContain("data:image/gif");
});

test.each([
  [
    "an SVG picture",
    { type: "svg", bytes: encodeUtf8('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>') },
  ],
  ["SVG that calls itself png", { type: "png", bytes: encodeUtf8("<svg><script/></svg>") }],
  ["an OFD that is none", { type: "ofd", bytes: tinyPng }],
  [
    "an OFD with a document type",
    { type: "ofd", bytes: buildOfd({ files: { "OFD.xml": "<!DOCTYPE a><OFD/>" } }) },
  ],
  ["an empty picture", { type: "png", bytes: new Uint8Array(0) }],
])("%s becomes a placeholder and the page is shown", (_, picture) => {
  const svg = renderPage(readOfd(), 0, { stamps: [stamp(picture)] });
  expect(svg).toContain('fill="#f2f2f2"');
  expect(svg).not.toContain("script");
});

test("only so many pictures that are OFDs are opened for one page", () => {
  const bytes = buildOfd({
    page: layer(`<PathObject Boundary="0 0 9 9"><AbbreviatedData>M 0 0 L 9 9</AbbreviatedData></PathObject>`),
  });
  const svg = renderPage(readOfd(), 0, {
    stamps: Array.from({ length: 20 }, () => stamp({ type: "ofd", bytes })),
  });
  expect(svg.match(/fill="#f2f2f2"/g)).toHaveLength(4);
});

test("a stamp without area is not drawn", () => {
  const flat = stamp({}, { boundary: { x: 1, y: 1, width: 0, height: 10 } });
  expect(renderPage(readOfd(), 0, { stamps: [flat] })).toBe(renderPage(readOfd(), 0));
});

const two = (objects: string): BuiltDocument => ({
  page: layer(objects),
  resources:
    '<MultiMedias><MultiMedia ID="5" Type="Image"><MediaFile>a.bin</MediaFile></MultiMedia>' +
    '<MultiMedia ID="6" Type="Image"><MediaFile>b.bin</MediaFile></MultiMedia></MultiMedias>',
  files: { "Doc_0/Res/a.bin": tinyPng, "Doc_0/Res/b.bin": tinyGif },
});

test("a mask is a picture too, and what it belongs to is seen through it", () => {
  const svg = renderPage(readOfd(two('<ImageObject Boundary="0 0 9 9" ResourceID="5" ImageMask="6"/>')), 0);
  expect(svg).toContain('<mask id="o2"><use href="#o1"/></mask>');
  expect(svg).toContain('<use href="#o0" transform="matrix(9 0 0 9 0 0)" mask="url(#o2)"/>');
});

test("what cannot be shown is substituted, and a mask that cannot be shown hides nothing", () => {
  const svg = renderPage(
    readOfd(two('<ImageObject Boundary="0 0 9 9" ResourceID="7" Substitution="6" ImageMask="8"/>')),
    0,
  );
  expect(svg).toContain("data:image/gif");
  expect(svg).not.toContain("mask");
});

test("a border is a frame on the boundary", () => {
  const border = '<Border LineWidth="2" HorizonalCornerRadius="1"><BorderColor Value="255 0 0"/></Border>';
  const svg = renderPage(
    readOfd(two(`<ImageObject Boundary="1 2 9 8" ResourceID="5">${border}</ImageObject>`)),
    0,
  );
  expect(svg).toContain(
    '<rect x="1" y="2" width="9" height="8" rx="1" ry="0" fill="none" stroke="#ff0000" stroke-width="2"',
  );
});
