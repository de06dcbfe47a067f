import { type Shape, shape } from "./shape.ts";

/** The package's own files: GB/T 33190 §7.4 to §7.8, §14 to §20. */
export const structureShapes: Readonly<Record<string, Shape>> = {
  OFD: shape("7.4", "DocBody+", "Version! DocType!:(OFD)"),
  DocBody: shape("7.4", "DocInfo DocRoot=loc>Document Versions? Signatures=loc>Signatures?"),
  DocInfo: shape(
    "7.4",
    "DocID=text Title=text? Author=text? Subject=text? Abstract=text? CreationDate=date? ModDate=date? " +
      "DocUsage=text? Cover=loc? Keywords? Creator=text? CreatorVersion=text? CustomDatas?",
  ),
  Keywords: shape("7.4", "Keyword=text+"),
  CustomDatas: shape("7.4", "CustomData+"),
  CustomData: shape("7.4", "", "Name!", "text"),

  Document: shape(
    "7.5",
    "CommonData Pages Outlines? Permissions? Actions? VPreferences? Bookmarks? Annotations=loc>Annotations? " +
      "CustomTags=loc>CustomTags? Attachments=loc>Attachments? Extensions=loc>Extensions?",
  ),
  CommonData: shape(
    "7.5",
    "MaxUnitID=uint PageArea PublicRes=loc>Res* DocumentRes=loc>Res* TemplatePage* DefaultCS=ref>ColorSpace?",
  ),
  PageArea: shape("7.5", "PhysicalBox=box ApplicationBox=box? ContentBox=box? BleedBox=box?"),
  TemplatePage: shape("7.5", "", "ID!:id Name ZOrder:(Background,Foreground) BaseLoc!:loc>Page"),
  Pages: shape("7.6", "Page@PageLink+"),
  PageLink: shape("7.6", "", "ID!:id BaseLoc!:loc>Page"),
  Permissions: shape(
    "7.5",
    "Edit=boolean? Annot=boolean? Export=boolean? Signature=boolean? Watermark=boolean? PrintScreen=boolean? " +
      "Print? ValidPeriod?",
  ),
  Print: shape("7.5", "", "Printable!:boolean Copies:int"),
  ValidPeriod: shape("7.5", "", "StartDate:dateTime EndDate:dateTime"),
  VPreferences: shape(
    "7.5",
    "PageMode=(None,FullScreen,UseOutlines,UseThumbs,UseCustomTags,UseLayers,UseAttatchs,UseBookmarks)? " +
      "PageLayout=(OnePage,OneColumn,TwoPageL,TwoColumnL,TwoPageR,TwoColumnR)? TabDisplay=(DocTitle,FileName)? " +
      "HideToolbar=boolean? HideMenubar=boolean? HideWindowUI=boolean? " +
      "ZoomMode=(Default,FitHeight,FitWidth,FitRect)|Zoom=number?",
  ),
  Outlines: shape("7.8", "OutlineElem+"),
  OutlineElem: shape("7.8", "Actions? OutlineElem*", "Title! Count:int Expanded:boolean"),
  Bookmarks: shape("7.5", "Bookmark+"),
  Bookmark: shape("7.5", "Dest", "Name!"),

  Actions: shape("14", "Action+"),
  Action: shape("14", "Region? Goto|URI|GotoA|Sound|Movie", "Event!:(DO,PO,CLICK)"),
  Region: shape("14", "*"),
  Goto: shape("14", "Dest|Bookmark@BookmarkName"),
  BookmarkName: shape("14", "", "Name!"),
  Dest: shape(
    "14",
    "",
    "Type!:(XYZ,Fit,FitH,FitV,FitR) PageID!:ref>PageLink Left:number Top:number Right:number Bottom:number Zoom:number",
  ),
  URI: shape("14", "", "URI! Base Target"),
  GotoA: shape("14", "", "AttachID! NewWindow:boolean"),
  Sound: shape("14", "", "ResourceID!:ref>MultiMedia Volume:int Repeat:boolean Synchronous:boolean"),
  Movie: shape("14", "", "ResourceID!:ref>MultiMedia Operator:(Play,Stop,Pause,Resume)"),

  Annotations: shape("15.1", "Page@AnnotatedPage*"),
  AnnotatedPage: shape("15.1", "FileLoc=loc>PageAnnot", "PageID!:ref>PageLink"),
  PageAnnot: shape("15.2", "Annot+"),
  Annot: shape(
    "15.2",
    "Remark=text? Parameters? Appearance",
    "ID!:id Type!:(Link,Path,Highlight,Stamp,Watermark) Creator! LastModDate!:date Visible:boolean Subtype " +
      "Print:boolean NoZoom:boolean NoRotate:boolean ReadOnly:boolean",
  ),
  Parameters: shape("15.2", "Parameter+"),
  Parameter: shape("15.2", "", "Name!", "text"),
  Appearance: shape("15.2", "TextObject|PathObject|ImageObject|CompositeObject|PageBlock*", "Boundary:box"),

  CustomTags: shape("16", "CustomTag*"),
  CustomTag: shape("16", "SchemaLoc=loc? FileLoc=loc>Tags", "NameSpace! TypeID"),
  Tags: shape("16", "*"),
  ObjectRef: shape("16", "", "PageRef!:ref>PageLink", "ref"),
  Extensions: shape("17", "Extension+"),
  Extension: shape(
    "17",
    "Property|Data|ExtendData=loc*",
    "AppName! Company AppVersion Date:dateTime RefId!:ref",
  ),
  Property: shape("17", "", "Name! Type", "text"),
  Data: shape("17", "*"),

  Signatures: shape("18.1", "MaxSignId=text? Signature@SignatureLink*"),
  SignatureLink: shape("18.1", "", "ID!:xmlid>signature Type:(Seal,Sign) BaseLoc!:loc>Signature"),
  Signature: shape("18.2", "SignedInfo SignedValue=loc"),
  SignedInfo: shape(
    "18.2",
    "Provider SignatureMethod=text? SignatureDateTime=text? References StampAnnot* Seal?",
  ),
  Provider: shape("18.2", "", "ProviderName! Version Company"),
  References: shape("18.2", "Reference+", "CheckMethod:digest"),
  Reference: shape("18.2", "CheckValue=base64", "FileRef!:loc"),
  StampAnnot: shape("18.2", "", "ID!:xmlid>signature PageRef!:ref>PageLink Boundary!:box Clip:box"),
  Seal: shape("18.2", "BaseLoc=loc"),

  Versions: shape("19", "Version+"),
  Version: shape("19", "", "ID!:xmlid>version Index!:int Current:boolean BaseLoc!:loc>DocVersion"),
  DocVersion: shape("19", "FileList DocRoot=loc>Document", "ID! Version Name CreationDate:date"),
  FileList: shape("19", "File+"),
  File: shape("19", "", "ID!", "loc"),

  Attachments: shape("20", "Attachment*"),
  Attachment: shape(
    "20",
    "FileLoc=loc",
    "ID!:xmlid>attachment Name! Format CreationDate:dateTime ModDate:dateTime Size:number Visible:boolean Usage",
  ),
};
