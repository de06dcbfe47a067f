import { type Shape, shape } from "./shape.ts";

const objects = "TextObject|PathObject|ImageObject|CompositeObject|PageBlock*";
const stroke =
  "LineWidth:number Cap:(Butt,Round,Square) Join:(Miter,Round,Bevel) MiterLimit:number DashOffset:number DashPattern:array";
const unit = `Boundary!:box Name Visible:boolean CTM:array DrawParam:ref>DrawParam ${stroke} Alpha:int`;
const text =
  `${unit} Font!:ref>Font Size!:number Stroke:boolean Fill:boolean HScale:number ReadDirection:int ` +
  "CharDirection:int Weight:int Italic:boolean";
const textContent = "Actions? Clips? FillColor@Color? StrokeColor@Color? CGTransform|TextCode+";
const path = `${unit} Stroke:boolean Fill:boolean Rule:(NonZero,NoneZero,Even-Odd)`;
const pathContent = "Actions? Clips? StrokeColor@Color? FillColor@Color? AbbreviatedData";
const mapping = "MapType:(Direct,Repeat,Reflect) MapUnit:number";

/** Pages, their objects, and resources: GB/T 33190 §7.7, §7.9, §8 to §13. */
export const pageShapes: Readonly<Record<string, Shape>> = {
  Page: shape("7.7", "Template* PageRes=loc>Res* Area@PageArea? Content@PageContent? Actions?"),
  Template: shape("7.7", "", "TemplateID!:ref>TemplatePage ZOrder:(Background,Foreground)"),
  PageContent: shape("7.7", "Layer+"),
  Layer: shape("7.7", objects, "ID!:id Type:(Body,Background,Foreground,Custom) DrawParam:ref>DrawParam"),
  PageBlock: shape("7.7", objects, "ID!:id"),

  TextObject: shape("11.2", textContent, `ID!:id ${text}`),
  Text: shape("11.2", textContent, text),
  TextCode: shape("11.3", "", "X:number Y:number DeltaX:deltas DeltaY:deltas", "text"),
  CGTransform: shape("11.4", "Glyphs=array?", "CodePosition!:int CodeCount:int GlyphCount:int"),
  PathObject: shape("9.1", pathContent, `ID!:id ${path}`),
  Path: shape("9.1", pathContent, path),
  AbbreviatedData: shape("9.1", "", "", "text"),
  ImageObject: shape(
    "10",
    "Actions? Clips? Border?",
    `ID!:id ${unit} ResourceID!:ref>MultiMedia Substitution:ref>MultiMedia ImageMask:ref>MultiMedia`,
  ),
  Border: shape(
    "10",
    "BorderColor@Color?",
    "LineWidth:number HorizonalCornerRadius:number VerticalCornerRadius:number DashOffset:number DashPattern:array",
  ),
  CompositeObject: shape("13", "Actions? Clips?", `ID!:id ${unit} ResourceID!:ref>CompositeGraphicUnit`),

  Clips: shape("8.4", "Clip+", "TransFlag:boolean"),
  Clip: shape("8.4", "Area@ClipArea+"),
  ClipArea: shape("8.4", "Path|Text", "DrawParam:ref>DrawParam CTM:array"),
  Color: shape(
    "8.3.2",
    "Pattern|AxialShd|RadialShd|GouraudShd|LaGouraudShd?",
    "Value:array Index:int ColorSpace:ref>ColorSpace Alpha:int",
  ),
  Pattern: shape(
    "8.3.3",
    "CellContent",
    "Width!:number Height!:number XStep:number YStep:number ReflectMethod:(Normal,Row,Column,RowAndColumn) " +
      "RelativeTo:(Page,Object) CTM:array",
  ),
  CellContent: shape("8.3.3", objects, "Thumbnail:ref>MultiMedia"),
  AxialShd: shape("8.3.4", "Segment+", `${mapping} Extend:(0,1,2,3) StartPoint!:pos EndPoint!:pos`),
  RadialShd: shape(
    "8.3.4",
    "Segment+",
    `${mapping} Eccentricity:number Angle:number StartPoint!:pos StartRadius:number EndPoint!:pos ` +
      "EndRadius!:number Extend:int",
  ),
  Segment: shape("8.3.4", "Color", "Position:number"),
  GouraudShd: shape("8.3.4", "Point+ BackColor@Color?", "Extend:int"),
  LaGouraudShd: shape("8.3.4", "Point+ BackColor@Color?", "VerticesPerRow!:int Extend:int"),
  Point: shape("8.3.4", "Color", "X:number Y:number EdgeFlag:(0,1,2)"),

  Res: shape("7.9", "ColorSpaces|DrawParams|Fonts|MultiMedias|CompositeGraphicUnits*", "BaseLoc!:folder"),
  ColorSpaces: shape("7.9", "ColorSpace+"),
  ColorSpace: shape("8.3.1", "Palette?", "ID!:id Type!:(GRAY,RGB,CMYK) BitsPerComponent:int Profile:loc"),
  Palette: shape("8.3.1", "CV=array+"),
  DrawParams: shape("7.9", "DrawParam+"),
  DrawParam: shape("8.2", "FillColor@Color? StrokeColor@Color?", `ID!:id Relative:ref>DrawParam ${stroke}`),
  Fonts: shape("7.9", "Font+"),
  Font: shape(
    "11.1",
    "FontFile=loc?",
    "ID!:id FontName! FamilyName Charset:(symbol,prc,big5,shift-jis,wansung,johab,unicode) Italic:boolean " +
      "Bold:boolean Serif:boolean FixedWidth:boolean",
  ),
  MultiMedias: shape("7.9", "MultiMedia+"),
  MultiMedia: shape("7.9", "MediaFile=loc", "ID!:id Type!:(Image,Audio,Video) Format"),
  // The schema says CompositeGraphicUnit, the text of the standard CompositeGraphUnit.
  CompositeGraphicUnits: shape("7.9", "CompositeGraphicUnit|CompositeGraphUnit@CompositeGraphicUnit+"),
  CompositeGraphicUnit: shape(
    "13",
    "Thumbnail=ref>MultiMedia? Substitution=ref>MultiMedia? Content@UnitContent",
    "ID!:id Width!:number Height!:number",
  ),
  UnitContent: shape("13", objects),
};
