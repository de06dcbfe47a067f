import { buildOfd, layer } from "../libs/ofd/src/read/testing/build-ofd.ts";
import { writeCmap } from "../libs/ofd/src/render/cmap.ts";
import { writeSfnt } from "../libs/ofd/src/render/sfnt.ts";
import { tinyPng } from "../libs/ofd/src/render/testing/tiny-images.ts";

const trueType = 0x00010000;
/** The least a print subset carries. */
const font = new Map<string, Uint8Array>([
  ["cmap", writeCmap([{ first: 0x20, last: 0x7e, glyph: 1 }], 10)],
  ["head", new Uint8Array(54)],
  ["hhea", Uint8Array.from([0, 1, 0, 0, 3, 112, 255, 136, ...new Array<number>(28).fill(0)])],
  ["hmtx", new Uint8Array(40)],
  ["maxp", Uint8Array.of(0, 1, 0, 0, 0, 10)],
  ["glyf", new Uint8Array(8)],
  ["loca", new Uint8Array(22)],
]);

const colour =
  '<FillColor ColorSpace="10" Alpha="200"><AxialShd StartPoint="0 0" EndPoint="9 9" MapType="Reflect" Extend="3"><Segment Position="0"><Color Value="255 0 0"/></Segment><Segment Position="1"><Color Value="0 0 255"/></Segment></AxialShd></FillColor>';
const pattern =
  '<FillColor><Pattern Width="4" Height="4" XStep="5" ReflectMethod="Row"><CellContent><PathObject Boundary="0 0 4 4"><AbbreviatedData>M 0 0 L 4 4</AbbreviatedData></PathObject></CellContent></Pattern></FillColor>';
const radial =
  '<StrokeColor><RadialShd StartPoint="1 1" StartRadius="1" EndPoint="5 5" EndRadius="9"><Segment><Color Value="0 1 2"/></Segment></RadialShd></StrokeColor>';
const clip =
  '<Clips><Clip><Area><Path Boundary="0 0 9 9" CTM="1 0 0 1 1 1"><AbbreviatedData>M 0 0 L 9 0 L 9 9 C</AbbreviatedData></Path></Area></Clip></Clips>';

/** One of every thing that is drawn. */
const everything = layer(
  `<TextObject ID="31" Boundary="1 1 60 9" CTM="1 0 0 1 0 0" Font="4" Size="4" DrawParam="11" HScale="0.5" Weight="700" Italic="true" CharDirection="90">${colour}` +
    '<CGTransform CodePosition="0" CodeCount="2" GlyphCount="1"><Glyphs>5</Glyphs></CGTransform><TextCode X="0" Y="3" DeltaX="g 3 1" DeltaY="0 1 2 3">亮证𠮷a</TextCode></TextObject>' +
    `<PathObject ID="32" Boundary="2 2 30 30" LineWidth="0.3" Join="Round" Cap="Square" DashPattern="1 2" DashOffset="1" MiterLimit="3" Fill="true" Rule="Even-Odd">${clip}${pattern}${radial}<AbbreviatedData>M 0 0 L 5 5 Q 1 1 2 2 B 1 2 3 4 5 6 A 3 3 0 1 1 8 8 C</AbbreviatedData></PathObject>` +
    '<ImageObject ID="33" ResourceID="5" Boundary="5 5 9 9" CTM="9 0 0 9 0 0" Alpha="128"/><CompositeObject ID="34" ResourceID="6" Boundary="0 0 20 20"/>' +
    '<PageBlock ID="35"><TextObject ID="36" Boundary="0 30 50 9" Font="4" Size="3"><TextCode X="0" Y="3" DeltaX="3 3">内容</TextCode></TextObject></PageBlock>',
);
/** A document in which everything is linked: template, annotation, attachment, data index, resources that go in circles. */
export const drawn = buildOfd({
  page: `<Template TemplateID="9" ZOrder="Background"/><Area><PhysicalBox>0 0 100 50</PhysicalBox></Area>${everything}`,
  common: '<TemplatePage ID="9" BaseLoc="Tpls/T.xml"/>',
  document:
    "<Annotations>Annots.xml</Annotations><Attachments>Attachs.xml</Attachments><CustomTags>Tags.xml</CustomTags>",
  info: '<Title>照</Title><CustomDatas><CustomData Name="a">b</CustomData></CustomDatas>',
  resources:
    '<ColorSpaces><ColorSpace ID="10" Type="RGB" BitsPerComponent="8"><Palette><CV>1 2 3</CV></Palette></ColorSpace></ColorSpaces><DrawParams><DrawParam ID="11" Relative="12" LineWidth="1"/><DrawParam ID="12" Relative="11"/></DrawParams>' +
    '<Fonts><Font ID="4" FontName="宋体" FamilyName="SimSun"><FontFile>a.ttf</FontFile></Font></Fonts><MultiMedias><MultiMedia ID="5" Type="Image"><MediaFile>a.png</MediaFile></MultiMedia></MultiMedias>' +
    '<CompositeGraphicUnits><CompositeGraphicUnit ID="6" Width="9" Height="9"><Content><CompositeObject ID="41" ResourceID="6"/><PathObject ID="42"><AbbreviatedData>M 0 0 L 1 1</AbbreviatedData></PathObject></Content></CompositeGraphicUnit></CompositeGraphicUnits>',
  files: {
    "Doc_0/Tpls/T.xml": `<Page>${layer('<PathObject Boundary="0 0 9 9"><AbbreviatedData>M 0 0 L 9 9</AbbreviatedData></PathObject>')}</Page>`,
    "Doc_0/Annots.xml": '<Annotations><Page PageID="1"><FileLoc>Annot_0.xml</FileLoc></Page></Annotations>',
    "Doc_0/Annot_0.xml":
      '<PageAnnot><Annot ID="51" Type="Stamp"><Appearance Boundary="1 1 9 9"><PathObject><AbbreviatedData>M 0 0 L 9 9</AbbreviatedData></PathObject></Appearance></Annot></PageAnnot>',
    "Doc_0/Attachs.xml":
      '<Attachments><Attachment ID="8" Name="data"><FileLoc>data.json</FileLoc></Attachment></Attachments>',
    "Doc_0/data.json": "{}",
    "Doc_0/Tags.xml": '<CustomTags><CustomTag TypeID="1"><FileLoc>Tag.xml</FileLoc></CustomTag></CustomTags>',
    "Doc_0/Tag.xml": '<LicenceTag><KZ_XM><ObjectRef PageRef="1">31</ObjectRef></KZ_XM></LicenceTag>',
    "Doc_0/Res/a.png": tinyPng,
    "Doc_0/Res/a.ttf": writeSfnt(trueType, font),
  },
});
