import { encodeUtf8 } from "@liangzheng/bytes";
import fc from "fast-check";
import { expect, test } from "vitest";
import { layer, ofdXml, readOfd } from "../read/testing/build-ofd.ts";
import { parseXml } from "../xml/parse-xml.ts";
import { renderPage } from "./render-page.ts";

const escaped = (text: string) =>
  text.replace(/[^ -~]/gu, "?").replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);

/** What a hostile writer puts where a number, a name, a colour or a link is due. */
const hostile = fc
  .oneof(
    fc.string({ maxLength: 30 }),
    fc.constantFrom(
      '"><script>alert(1)</script>',
      "url(https://example.com/x)",
      "javascript:alert(1)",
      "');@import '//example.com/x",
      "1e308 1e308 1e308 1e308 1e308 1e308",
      "-1 -1 -1 -1",
      "0 0 0 0 0 0",
      "NaN Infinity -0 1e-9",
      "g 999999999 1 g g g -1 2",
      "M 1e7 1e7 L -1e7 -1e7 A 1 1 1 1 1 1 1 C C C",
      "5",
      "0 0 50 50",
      "#ff #ff #ff",
      "",
    ),
  )
  .map(escaped);

const attributes = (names: string, values: readonly string[], from: number) =>
  names
    .split(" ")
    .map((name, i) => `${name}="${values[(from + i) % values.length]}"`)
    .join(" ");

function pageOf(values: readonly string[]): string {
  const value = (i: number) => values[i % values.length] ?? "";
  const common = "Boundary CTM Alpha LineWidth Join Cap DashPattern DashOffset MiterLimit Rule DrawParam";
  const colour = `<FillColor ${attributes("Value ColorSpace Index Alpha", values, 3)}><AxialShd ${attributes("StartPoint EndPoint MapType MapUnit Extend", values, 5)}><Segment ${attributes("Position", values, 2)}><Color ${attributes("Value", values, 9)}/></Segment></AxialShd></FillColor>`;
  return layer(
    `<TextObject Font="4" Fill="true" Stroke="true" ${attributes(`${common} Weight HScale CharDirection`, values, 0)} Size="3">${colour}` +
      `<CGTransform ${attributes("CodePosition CodeCount GlyphCount", values, 1)}><Glyphs>${value(4)}</Glyphs></CGTransform>` +
      `<TextCode ${attributes("X Y DeltaX DeltaY", values, 6)}>${value(7)}</TextCode></TextObject>` +
      `<PathObject Fill="true" ${attributes(common, values, 2)}><Clips><Clip><Area><Path ${attributes("Boundary CTM", values, 1)}><AbbreviatedData>${value(3)}</AbbreviatedData></Path></Area><Area ${attributes("CTM", values, 3)}><Text Font="4" Size="3" ${attributes("Boundary CTM HScale CharDirection", values, 2)}><TextCode ${attributes("X DeltaX", values, 0)}>${value(2)}</TextCode></Text></Area></Clip></Clips>${colour}<AbbreviatedData>M 0 0 L 5 5 ${value(8)}</AbbreviatedData></PathObject>` +
      `<ImageObject ResourceID="5" ${attributes(`${common} ImageMask Substitution`, values, 4)}><Border ${attributes("LineWidth HorizonalCornerRadius VerticalCornerRadius DashPattern", values, 2)}><BorderColor ${attributes("Value", values, 1)}/></Border></ImageObject><CompositeObject ResourceID="6" ${attributes(common, values, 5)}/>`,
  );
}

test("whatever stands in a page, the drawing is well-formed, inert and free of numbers that are none", () => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 5, maxLength: 17 }), (values) => {
      const document = readOfd({
        page: pageOf(values),
        resources: `<Fonts><Font ID="4" ${attributes("FontName FamilyName", values, 0)}/></Fonts>`,
      });
      const svg = renderPage(document, 0);
      expect(parseXml(encodeUtf8(svg)).name).toBe("svg");
      // What is printed may say anything; elements and attributes may not.
      const tags = svg.replace(/>[^<]*</g, "><").replace(/font-family="[\p{L}\p{N}' ,._+-]*"/gu, "");
      expect(tags).not.toMatch(/<script|<foreignObject|<style|\son\w+=|href="(?!#|data:image)|url\((?!#)/i);
      expect(tags).not.toMatch(/NaN|Infinity|undefined|javascript|import/);
    }),
    { numRuns: 300 },
  );
});

test("a page of another vocabulary is an empty page", () => {
  const files = { "Doc_0/Pages/Page_0/Content.xml": ofdXml("<Html><Body>x</Body></Html>") };
  expect(renderPage(readOfd({ files }), 0)).toBe(renderPage(readOfd(), 0));
});
