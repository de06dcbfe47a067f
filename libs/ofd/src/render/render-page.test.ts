import { encodeUtf8 } from "@liangzheng/bytes";
import { expect, test } from "vitest";
import { type BuiltDocument, layer, ofdXml, readOfd } from "../read/testing/build-ofd.ts";
import { parseXml } from "../xml/parse-xml.ts";
import { type RenderOptions, renderPage } from "./render-page.ts";

/** The SVG without its head and white ground, checked to be well-formed. */
function draw(built: BuiltDocument, options?: RenderOptions): string {
  const svg = renderPage(readOfd(built), 0, options);
  const root = parseXml(encodeUtf8(svg));
  expect(root.name).toBe("svg");
  return svg.replace(/^.*?<rect [^>]*>/, "").replace(/<\/svg>$/, "");
}
const drawObjects = (objects: string, more: BuiltDocument = {}) => draw({ ...more, page: layer(objects) });

test("a page is in millimetres, on white, and the page's own box wins", () => {
  expect(renderPage(readOfd(), 0)).toBe(
    '<svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="50mm" viewBox="0 0 100 50" xml:space="preserve">' +
      '<rect width="100" height="50" fill="#ffffff"/></svg>',
  );
  const own = readOfd({ page: "<Area><PhysicalBox>0 0 20.5 30</PhysicalBox></Area>" });
  expect(renderPage(own, 0)).toContain('width="20.5mm" height="30mm" viewBox="0 0 20.5 30"');
});

test("text stands where DeltaX and DeltaY put each character", () => {
  const svg = drawObjects(
    `<TextObject ID="3" Boundary="10 5 50 9" Font="9" Size="4"><FillColor Value="156 82 35"/>` +
      `<TextCode X="1" Y="3" DeltaX="g 2 2.5 -5" DeltaY="g 2 0 4">照证照证</TextCode></TextObject>`,
  );
  expect(svg).toContain('<g transform="matrix(1 0 0 1 10 5)" ');
  expect(svg).toContain('font-size="4" fill="#9c5223"');
  expect(svg).toContain('<text x="1 3.5 6 1" y="3 3 3 7">照证照证</text>');
});

test("a column with DeltaY alone stays at its x", () => {
  const svg = drawObjects(
    `<TextObject Size="4"><TextCode X="1" Y="3" DeltaY="4 4">照证照</TextCode></TextObject>`,
  );
  expect(svg).toContain('<text x="1 1 1" y="3 7 11">');
});

test("scale, weight, slant, direction and stroke of text are drawn", () => {
  const svg = drawObjects(
    `<TextObject Size="4" HScale="0.5" Weight="700" Italic="true" CharDirection="90" Stroke="true" LineWidth="0.1">` +
      `<StrokeColor Value="255 0 0" Alpha="51"/><TextCode X="2" Y="3" DeltaX="3">照证</TextCode></TextObject>`,
  );
  expect(svg).toContain('font-weight="700" font-style="italic"');
  expect(svg).toContain('stroke="#ff0000" stroke-opacity="0.2" stroke-width="0.1"');
  expect(svg).toContain('<text transform="scale(0.5 1)" rotate="90" x="4 10" y="3">');
});

test("characters beyond the basic plane each get their own place", () => {
  const svg = drawObjects(
    `<TextObject Size="4"><TextCode X="0" Y="3" DeltaX="4 4">𠮷a𠮷</TextCode></TextObject>`,
  );
  expect(svg).toContain('<tspan x="0" y="3">𠮷</tspan><tspan x="4">a</tspan><tspan x="8">𠮷</tspan>');
});

test("what text says is escaped, and a font's name cannot leave its quotes", () => {
  const svg = drawObjects(
    `<TextObject Font="4" Size="4"><TextCode>&lt;script&gt;"&amp;'</TextCode></TextObject>`,
    {
      resources: `<Fonts><Font ID="4" FontName="a&quot; onload=&quot;alert(1)" FamilyName="b';src:url(//x)"/></Fonts>`,
    },
  );
  expect(svg).toContain(">&#60;script&#62;&#34;&#38;&#39;</text>");
  expect(svg).not.toMatch(/onload|url\(/);
});

test("path operators become SVG's, with or without blanks, and drawing stops at what cannot be read", () => {
  const d = (data: string) =>
    /\sd="([^"]*)"/.exec(
      drawObjects(`<PathObject Boundary="0 0 99 99"><AbbreviatedData>${data}</AbbreviatedData></PathObject>`),
    )?.[1];
  expect(d("M 1 2 L 3 4 Q 1 1 2 2 B 1 1 2 2 3 3 A 4 5 30 1 0 6 7 C")).toBe(
    "M1 2L3 4Q1 1 2 2C1 1 2 2 3 3A4 5 30 1 0 6 7Z",
  );
  expect(d("M1 2L3-4CM.5.5L1e1 2")).toBe("M1 2L3 -4ZM0.5 0.5L10 2");
  expect(d("S 0 0 L 1 1 2 2")).toBe("M0 0L1 1L2 2");
  expect(d("M 0 0 L 1 1 X 2 2 L 3 3")).toBe("M0 0L1 1");
  expect(d("M 0 0 L 1 1 L 2")).toBe("M0 0L1 1");
  expect(d("L 1 1")).toBeUndefined();
  expect(d("M 0 0 L 1 1e999")).toBe("M0 0");
});

test("paths are stroked in 0.353 mm black unless they or their parameters say otherwise", () => {
  const svg = drawObjects(
    `<PathObject Boundary="0 0 9 9"><AbbreviatedData>M 0 0 L 9 9</AbbreviatedData></PathObject>`,
  );
  expect(svg).toContain('fill="none" stroke="#000000" stroke-width="0.353" stroke-miterlimit="4.234"');
});

test("draw parameters are inherited from the layer, through Relative, and overridden by the object", () => {
  const svg = draw({
    page:
      `<Content><Layer DrawParam="4"><PathObject DrawParam="6" Fill="true" Rule="Even-Odd" Boundary="0 0 9 9" LineWidth="2">` +
      `<AbbreviatedData>M 0 0 L 9 9</AbbreviatedData></PathObject></Layer></Content>`,
    resources:
      `<DrawParams><DrawParam ID="4" LineWidth="9" Cap="Round"><FillColor Value="1 2 3"/></DrawParam>` +
      `<DrawParam ID="5" Join="Bevel" DashPattern="1 2" DashOffset="0.5"><StrokeColor Value="#ff #0 #0"/></DrawParam>` +
      `<DrawParam ID="6" Relative="5" LineWidth="3"/><DrawParam ID="7" Relative="7"/></DrawParams>`,
  });
  expect(svg).toContain(
    'fill="#010203" fill-rule="evenodd" stroke="#ff0000" stroke-width="2" stroke-linejoin="bevel" stroke-linecap="round"' +
      ' stroke-dasharray="1 2" stroke-dashoffset="0.5"',
  );
});

test("grey, CMYK, palette and 16-bit colours are read", () => {
  const fill = (colour: string) =>
    /fill="(#\w+)"/.exec(
      drawObjects(
        `<PathObject Fill="true" Boundary="0 0 9 9"><FillColor ${colour}/><AbbreviatedData>M 0 0 L 9 9</AbbreviatedData></PathObject>`,
        {
          resources:
            `<ColorSpaces><ColorSpace ID="1" Type="GRAY"/><ColorSpace ID="2" Type="CMYK"/>` +
            `<ColorSpace ID="3" Type="RGB" BitsPerComponent="16"><Palette><CV>0 0 65535</CV></Palette></ColorSpace></ColorSpaces>`,
        },
      ),
    )?.[1];
  expect(fill('Value="128" ColorSpace="1"')).toBe("#808080");
  expect(fill('Value="0 255 255 0" ColorSpace="2"')).toBe("#ff0000");
  expect(fill('Value="65535 0 0" ColorSpace="3"')).toBe("#ff0000");
  expect(fill('Index="0" ColorSpace="3"')).toBe("#0000ff");
  expect(fill('Value="javascript:alert(1)"')).toBe("#000000");
});

test("gradients and patterns become definitions, written once", () => {
  const path = (colour: string) =>
    `<PathObject Fill="true" Stroke="false" Boundary="0 0 9 9"><FillColor>${colour}</FillColor><AbbreviatedData>M 0 0 L 9 9 L 0 9 C</AbbreviatedData></PathObject>`;
  const axial = path(
    `<AxialShd StartPoint="0 0" EndPoint="9 0" MapType="Repeat" MapUnit="3"><Segment Position="0"><Color Value="255 0 0"/></Segment><Segment><Color Value="0 0 255" Alpha="0"/></Segment></AxialShd>`,
  );
  const svg = drawObjects(
    axial +
      axial +
      path(
        `<RadialShd StartPoint="5 5" EndPoint="5 5" StartRadius="0" EndRadius="4"><Segment><Color Value="1 1 1"/></Segment></RadialShd>`,
      ) +
      path(
        `<Pattern Width="2" Height="2"><CellContent><PathObject Boundary="0 0 1 1"><AbbreviatedData>M 0 0 L 1 1</AbbreviatedData></PathObject></CellContent></Pattern>`,
      ),
  );
  expect(svg.match(/<linearGradient/g)).toHaveLength(1);
  expect(svg).toContain(
    'x1="0" y1="0" x2="3" y2="0" spreadMethod="repeat"><stop offset="0" stop-color="#ff0000"/>',
  );
  expect(svg).toContain('<stop offset="1" stop-color="#0000ff" stop-opacity="0"/>');
  expect(svg).toContain(
    '<radialGradient id="o1" gradientUnits="userSpaceOnUse" fx="5" fy="5" fr="0" cx="5" cy="5" r="4">',
  );
  expect(svg).toMatch(/<pattern id="o2" patternUnits="userSpaceOnUse" width="2" height="2"><path/);
});

test("an object is cut at its boundary only where it reaches out", () => {
  const path = (boundary: string) =>
    drawObjects(
      `<PathObject Boundary="${boundary}" LineWidth="1"><AbbreviatedData>M 0 0 L 9 9</AbbreviatedData></PathObject>`,
    );
  expect(path("1 1 9 9")).not.toContain("clip");
  expect(path("1 1 9 0")).not.toContain("clip");
  expect(path("1 1 5 9")).toContain(
    '<clipPath id="o0"><rect x="0.5" y="0.5" width="6" height="10"/></clipPath>',
  );
});

test("clips are drawn in the object's space", () => {
  const svg = drawObjects(
    `<PathObject Boundary="10 20 9 9" CTM="2 0 0 2 0 0"><Clips><Clip><Area><Path Boundary="1 1 2 2"><AbbreviatedData>M 0 0 L 2 0 L 2 2 C</AbbreviatedData></Path></Area></Clip></Clips>` +
      `<AbbreviatedData>M 0 0 L 4 4</AbbreviatedData></PathObject>`,
  );
  expect(svg).toContain(
    '<clipPath id="o0"><path transform="matrix(2 0 0 2 12 22)" d="M0 0L2 0L2 2Z"/></clipPath>',
  );
  expect(svg).toContain('<g clip-path="url(#o0)">');
});

test("composite units are drawn in their place, and one that contains itself comes to an end", () => {
  const svg = drawObjects(`<CompositeObject Boundary="5 5 20 20" CTM="2 0 0 2 0 0" ResourceID="9"/>`, {
    resources:
      `<CompositeGraphicUnits><CompositeGraphicUnit ID="9" Width="10" Height="10"><Content>` +
      `<PathObject Boundary="0 0 9 9"><AbbreviatedData>M 0 0 L 9 9</AbbreviatedData></PathObject>` +
      `<CompositeObject Boundary="0 0 9 9" ResourceID="9"/></Content></CompositeGraphicUnit></CompositeGraphicUnits>`,
  });
  expect(svg).toContain('<g transform="matrix(2 0 0 2 5 5)"><path');
  expect(svg.match(/<path/g)).toHaveLength(16);
});

test("templates and layers are drawn from back to front", () => {
  const text = (word: string) => `<TextObject Size="4"><TextCode X="0" Y="0">${word}</TextCode></TextObject>`;
  const svg = draw({
    common: `<TemplatePage ID="7" BaseLoc="B.xml"/><TemplatePage ID="8" BaseLoc="F.xml" ZOrder="Foreground"/>`,
    page:
      `<Template TemplateID="7"/><Template TemplateID="8"/><Content><Layer Type="Foreground">${text("four")}</Layer>` +
      `<Layer>${text("three")}</Layer><Layer Type="Background">${text("two")}</Layer></Content>`,
    files: {
      "Doc_0/B.xml": ofdXml(`<Page>${layer(text("one"))}</Page>`),
      "Doc_0/F.xml": ofdXml(`<Page>${layer(text("front"))}</Page>`),
    },
  });
  expect([...svg.matchAll(/>(\w+)<\/text>/g)].map((match) => match[1])).toEqual([
    "one",
    "two",
    "three",
    "front",
    "four",
  ]);
});

test("annotations are drawn in their boundary unless invisible or unwanted", () => {
  const annot = (more: string, word: string) =>
    `<Annot ID="3" ${more}><Appearance Boundary="7 8 9 9"><TextObject Size="4"><TextCode>${word}</TextCode></TextObject></Appearance></Annot>`;
  const built = {
    document: "<Annotations>A.xml</Annotations>",
    files: {
      "Doc_0/A.xml": ofdXml(`<Annotations><Page PageID="1"><FileLoc>P.xml</FileLoc></Page></Annotations>`),
      "Doc_0/P.xml": ofdXml(
        `<PageAnnot>${annot("", "seen")}${annot('Visible="false"', "hidden")}</PageAnnot>`,
      ),
    },
  };
  expect(draw(built)).toContain('<g transform="translate(7 8)">');
  expect(draw(built)).toContain("seen");
  expect(draw(built)).not.toContain("hidden");
  expect(draw(built, { annotations: false })).toBe("");
});

test("invisible objects are not drawn and translucent ones are", () => {
  const path = (more: string) =>
    drawObjects(
      `<PathObject ${more} Boundary="0 0 9 9"><AbbreviatedData>M 0 0 L 9 9</AbbreviatedData></PathObject>`,
    );
  expect(path('Visible="false"')).toBe("");
  expect(path('Alpha="51"')).toMatch(/^<g opacity="0.2"><path .*<\/g>$/);
});

test("objects and output are counted", () => {
  const path = `<PathObject Boundary="0 0 9 9"><AbbreviatedData>M 0 0 L 9 9</AbbreviatedData></PathObject>`;
  const document = readOfd({ page: layer(path.repeat(20)) });
  expect(() => renderPage(document, 0, { limits: { objects: 19 } })).toThrow(
    expect.objectContaining({ code: "too-much-work" }),
  );
  expect(() => renderPage(document, 0, { limits: { output: 500 } })).toThrow(
    expect.objectContaining({ code: "too-much-work" }),
  );
  expect(renderPage(document, 0, { limits: { objects: 20 } })).toContain("<path");
});

test("composite units that multiply each other are stopped by the number of objects", () => {
  const unit = (id: number) =>
    `<CompositeGraphicUnit ID="${id}"><Content>${`<CompositeObject ResourceID="${id + 1}"/>`.repeat(10)}</Content></CompositeGraphicUnit>`;
  const document = readOfd({
    page: layer('<CompositeObject ResourceID="1"/>'),
    resources: `<CompositeGraphicUnits>${Array.from({ length: 12 }, (_, i) => unit(i + 1)).join("")}</CompositeGraphicUnits>`,
  });
  expect(() => renderPage(document, 0)).toThrow(expect.objectContaining({ code: "too-much-work" }));
});

test("a delta that promises a billion characters costs only the characters there are", () => {
  const svg = drawObjects(
    `<TextObject Size="4"><TextCode X="0" Y="0" DeltaX="g 9999999 1">abc</TextCode></TextObject>`,
  );
  expect(svg).toContain('<text x="0 1 2" y="0">abc</text>');
});

test("ids carry the prefix, and a prefix that is none is refused", () => {
  const page = layer(
    `<PathObject Boundary="0 0 5 5"><AbbreviatedData>M 0 0 L 9 9</AbbreviatedData></PathObject>`,
  );
  expect(draw({ page }, { idPrefix: "page3-" })).toContain('id="page3-0"');
  expect(() => renderPage(readOfd({ page }), 0, { idPrefix: '"><script>' })).toThrow(
    expect.objectContaining({ code: "bad-value" }),
  );
});

const filled = (colour: string) =>
  `<PathObject Fill="true" Stroke="false" Boundary="0 0 9 9"><FillColor>${colour}</FillColor><AbbreviatedData>M 0 0 L 9 9 L 0 9 C</AbbreviatedData></PathObject>`;

test("a gradient ends at its points unless it extends", () => {
  const stops = (extend: string) =>
    drawObjects(
      filled(
        `<AxialShd StartPoint="0 0" EndPoint="9 0"${extend}><Segment><Color Value="255 0 0"/></Segment><Segment><Color Value="0 0 255"/></Segment></AxialShd>`,
      ),
    ).match(/<stop[^>]*>/g);
  const red = '<stop offset="0" stop-color="#ff0000"/>';
  const blue = '<stop offset="1" stop-color="#0000ff"/>';
  expect(stops(' Extend="3"')).toEqual([red, blue]);
  expect(stops(' Extend="1"')).toEqual([
    red,
    blue,
    blue,
    '<stop offset="1" stop-color="#0000ff" stop-opacity="0"/>',
  ]);
  expect(stops("")?.[0]).toBe('<stop offset="0" stop-color="#ff0000" stop-opacity="0"/>');
});

test("a pattern that reflects is a tile of two cells or four", () => {
  const pattern = (method: string) =>
    drawObjects(
      filled(
        `<Pattern Width="2" Height="3" ReflectMethod="${method}"><CellContent><PathObject Boundary="0 0 1 1"><AbbreviatedData>M 0 0 L 1 1</AbbreviatedData></PathObject></CellContent></Pattern>`,
      ),
    );
  expect(pattern("Row")).toContain('width="4" height="3"><path');
  expect(pattern("Row")).toContain('<g transform="matrix(-1 0 0 1 4 0)"><path');
  expect(pattern("Column")).toContain('<g transform="matrix(1 0 0 -1 0 6)"><path');
  expect(pattern("RowAndColumn")).toContain('<g transform="matrix(-1 0 0 -1 4 6)"><path');
});

test("text can be what an object is seen through", () => {
  const svg = drawObjects(
    '<PathObject Boundary="10 20 9 9" Fill="true"><Clips><Clip><Area><Text Boundary="1 1 9 9" Font="4" Size="5" HScale="0.5">' +
      '<TextCode X="0" Y="4">照&lt;</TextCode></Text></Area></Clip></Clips><AbbreviatedData>M 0 0 L 9 9</AbbreviatedData></PathObject>',
  );
  expect(svg).toMatch(
    /<clipPath id="o0"><text transform="matrix\(0\.5 0 0 1 11 21\)" font-family="[^"]*" font-size="5" x="0" y="4">照&#60;<\/text><\/clipPath>/,
  );
});
