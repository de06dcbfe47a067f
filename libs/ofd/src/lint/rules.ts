/** What a sentence says in both languages. */
interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/** An error contradicts the standard in a way that a reader may stumble over; a note is worth knowing. */
export type Severity = "error" | "note";

interface Rule {
  /** Of GB/T 33190-2016, where the element has no nearer one. */
  readonly clause: string;
  readonly severity: Severity;
  readonly words: Sentence;
}

const rule = (clause: string, severity: Severity, en: string, zh: string): Rule => ({
  clause,
  severity,
  words: { zh, en },
});

/** Every rule that a file is held against. */
export const lintRules = {
  "xml-unreadable": rule("7.1", "error", "the XML cannot be read", "XML 无法读取"),
  "root-element": rule("6", "error", "the file has another root element", "根元素不符"),
  namespace: rule(
    "7.1",
    "note",
    "not in the namespace http://www.ofdspec.org/2016",
    "不在命名空间 http://www.ofdspec.org/2016 内",
  ),
  version: rule("7.4", "note", "OFD@Version is not 1.0", "OFD@Version 不是 1.0"),
  "unknown-element": rule("7", "note", "the standard knows no such element here", "标准在此处无此元素"),
  "missing-element": rule("7", "error", "a required element is missing", "缺少必选元素"),
  "repeated-element": rule("7", "error", "the element may stand here only once", "该元素在此处只能出现一次"),
  "element-order": rule(
    "7",
    "note",
    "elements stand in another order than in annex A",
    "元素次序与附录 A 不同",
  ),
  "unknown-attribute": rule("7", "note", "the standard knows no such attribute here", "标准在此处无此属性"),
  "missing-attribute": rule("7", "error", "a required attribute is missing", "缺少必选属性"),
  "bad-value": rule("7.3", "error", "the value is not of its type", "取值不符合其类型"),
  "id-form": rule("18", "note", "the identifier is no xs:ID", "标识不是 xs:ID"),
  "duplicate-id": rule("7.3", "error", "the identifier is used twice", "标识重复"),
  "id-above-maximum": rule("7.5", "error", "the identifier is above MaxUnitID", "标识大于 MaxUnitID"),
  "dangling-reference": rule("7.3", "error", "nothing has the identifier referred to", "引用的标识不存在"),
  "wrong-reference": rule("7.3", "error", "what is referred to is of another kind", "引用的对象种类不符"),
  "unsafe-link": rule("7.3", "error", "the link is no path within the package", "链接不是包内路径"),
  "missing-file": rule("7.3", "error", "the linked file is not in the package", "链接的文件不在包内"),
  "unlinked-file": rule("6", "note", "nothing links to this file", "没有链接指向此文件"),
  "font-not-embedded": rule(
    "11.1",
    "note",
    "the font is not embedded: others may see another face",
    "字体未嵌入:显示可能不同",
  ),
  "delta-count": rule(
    "11.3",
    "note",
    "distances are neither one fewer than characters nor none",
    "字符间距数与字符数不符",
  ),
  "too-many-findings": rule("7", "note", "there are more findings than are listed", "发现过多,其余未列出"),
} as const satisfies Record<string, Rule>;

export type LintRule = keyof typeof lintRules;

/** One thing found in a file. */
export interface Finding {
  readonly rule: LintRule;
  readonly severity: Severity;
  /** Of GB/T 33190-2016. */
  readonly clause: string;
  /** Path in the package. */
  readonly file: string;
  /** From the root of that file: `/OFD/DocBody[2]/DocInfo`. Empty for the file as a whole. */
  readonly element: string;
  /** How many elements of that kind have it in this file; `element` is the first. */
  readonly count: number;
  /** Names of elements and attributes, identifiers or paths; never what the document says. */
  readonly detail?: string;
  /** Why it is a note although annex A forbids it. */
  readonly because?: string;
}

interface Exception {
  readonly rule: LintRule;
  /** Shape or element it is about, and the name in question; any where not given. */
  readonly at?: readonly string[];
  readonly about?: readonly string[];
  readonly because: string;
}

/**
 * What annex A forbids and everybody does: of six producers' files none is valid under its schema. Seen in files of
 * tax offices, KingGrid, Kinsec, dms360, ofdrw and thunisoft; every reader takes them.
 */
const exceptions: readonly Exception[] = [
  {
    rule: "missing-element",
    at: ["Keywords", "CustomDatas", "ColorSpaces", "DrawParams", "Fonts", "MultiMedias", "Outlines"],
    because: "an empty list is read as no list",
  },
  {
    rule: "missing-element",
    at: ["PageContent", "PageAnnot", "CompositeGraphicUnits"],
    because: "an empty list is read as no list",
  },
  {
    rule: "missing-attribute",
    at: ["Annot"],
    about: ["Creator", "LastModDate"],
    because: "annotations of tax offices lack it",
  },
  {
    rule: "missing-attribute",
    at: ["CustomTag"],
    about: ["NameSpace"],
    because: "the text of clause 16 calls it TypeID",
  },
  {
    rule: "missing-attribute",
    at: ["Provider"],
    about: ["ProviderName"],
    because: "some products write it as an element",
  },
  {
    rule: "missing-attribute",
    at: ["Attachment"],
    about: ["Name"],
    because: "the file is found by its link",
  },
  {
    rule: "bad-value",
    about: ["CreationDate", "ModDate", "LastModDate", "StartDate", "EndDate", "Date"],
    because: "dates are written in many forms",
  },
  {
    rule: "bad-value",
    at: ["Annot"],
    about: ["Type"],
    because: "products have kinds of their own",
  },
  {
    rule: "bad-value",
    about: ["CheckMethod"],
    because: "annex A knows no digest that GB/T 38540 permits",
  },
  {
    rule: "bad-value",
    about: ["DocType"],
    because: "OFD-A and others name a profile",
  },
];

/** The exception that makes a note of an error, if any. */
export const exceptionFor = (name: LintRule, at: string, about: string | undefined): string | undefined =>
  exceptions.find(
    (one) =>
      one.rule === name &&
      (one.at === undefined || one.at.includes(at)) &&
      (one.about === undefined || (about !== undefined && one.about.includes(about))),
  )?.because;
