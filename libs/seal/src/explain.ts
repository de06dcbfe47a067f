import type { CheckName, Grade } from "./report.ts";
import type { Words } from "./words.ts";

export { reasonWords } from "./reason-words.ts";
export type { Words } from "./words.ts";

/** What each check asks. */
export const checkWords: Readonly<Record<CheckName, Words>> = {
  package: { zh: "文件结构完好且无歧义。", en: "The file is sound and unambiguous." },
  document: { zh: "文档结构可以读取。", en: "The document's structure can be read." },
  "signature-list": { zh: "签名列表存在且可读。", en: "The list of signatures exists and can be read." },
  "stripped-signatures": {
    zh: "文件内没有被移出签名列表的签名。",
    en: "No signature lies in the file that its lists leave out.",
  },
  "signature-ids": {
    zh: "签名标识不重复,且与最大标识一致。",
    en: "No two signatures share an identifier, and the greatest in use is the one stated.",
  },
  coverage: {
    zh: "文档显示的全部内容都受有效签名保护。",
    en: "Everything the document shows is covered by a signature that holds.",
  },
  "case-shadows": {
    zh: "没有仅大小写不同的文件名。",
    en: "No two names in the package differ in case alone.",
  },
  additions: { zh: "没有签名以外的内容。", en: "The file holds nothing beside what is signed." },
  "integrity-protection": {
    zh: "GM/T 0099 完整性保护清单的签名正确,且与包内文件名一致。",
    en: "The integrity file of GM/T 0099 is signed, and names what the package holds.",
  },
  format: { zh: "签名文件和签名值格式正确。", en: "Signature file and signed value are well formed." },
  "byte-range": {
    zh: "签名覆盖整个修订版,只空出签名值本身。",
    en: "The signature covers a whole revision of the file, all but its own value.",
  },
  "content-digest": { zh: "被签名的内容未改动。", en: "What was signed is unchanged." },
  "signing-certificate": {
    zh: "签名内指明了签名人证书,且与所附证书一致。",
    en: "The signature names its certificate inside what is signed, and it is this one.",
  },
  permissions: {
    zh: "签名之后的变动在签名人允许的范围内。",
    en: "What came later is what the signer permitted.",
  },
  "later-changes": {
    zh: "签名之后,被签名的内容没有被替换。",
    en: "Nothing that was signed was replaced after signing.",
  },
  algorithms: { zh: "所用算法可以接受。", en: "The algorithms used are acceptable." },
  "data-hash": {
    zh: "签名所含摘要与 Signature.xml 一致。",
    en: "The digest that was signed is the digest of Signature.xml.",
  },
  references: { zh: "受保护的每个文件都未改动。", en: "Every file the signature lists is unchanged." },
  "signature-value": {
    zh: "签名值由签章人证书的密钥生成。",
    en: "The signature value was made with the key of the signer's certificate.",
  },
  "signer-in-seal": { zh: "签章人证书在印章的证书列表中。", en: "The seal lists the signer's certificate." },
  "seal-signature": {
    zh: "印章由其制章人签名且未改动。",
    en: "The seal is signed by its maker and unchanged.",
  },
  "seal-file": {
    zh: "包内印章文件与签名中的印章逐字节相同。",
    en: "The seal file in the package equals the seal in the signature byte by byte.",
  },
  "signer-chain": {
    zh: "签章人证书来自受信任的机构。",
    en: "The signer's certificate leads to a trusted root.",
  },
  "signer-key-usage": {
    zh: "签章人证书可用于签名。",
    en: "The signer's certificate may be used for signing.",
  },
  "signer-validity": {
    zh: "签章时签章人证书在有效期内。",
    en: "The signer's certificate was in its term at the time of signing.",
  },
  "signer-revocation": {
    zh: "签章时签章人证书未被吊销。",
    en: "The signer's certificate was not revoked before signing.",
  },
  "maker-chain": {
    zh: "制章人证书来自受信任的机构。",
    en: "The seal maker's certificate leads to a trusted root.",
  },
  "maker-key-usage": {
    zh: "制章人证书可用于签名。",
    en: "The seal maker's certificate may be used for signing.",
  },
  "maker-validity": {
    zh: "制章或用章时制章人证书在有效期内。",
    en: "The maker's certificate was in its term when the seal was made or used.",
  },
  "maker-revocation": {
    zh: "用章时制章人证书未被吊销。",
    en: "The maker's certificate was not revoked before the seal was used.",
  },
  "seal-validity": { zh: "签章时印章在有效期内。", en: "The seal was in its term at the time of signing." },
  "signing-time": {
    zh: "签章时间已知且不在将来。",
    en: "The time of signing is known and not in the future.",
  },
  version: { zh: "签名与印章的版本一致。", en: "Signature and seal follow the same version." },
  stamps: { zh: "印章图案所在页面存在。", en: "The pages that bear the seal's picture exist." },
  "stamp-places": {
    zh: "印章图案位于页面范围内。",
    en: "The seal's picture stands within its page.",
  },
  "seal-time-stamp": {
    zh: "印章附带的时间戳有效。",
    en: "The time stamp of the seal itself holds.",
  },
  provider: { zh: "签名软件已署名。", en: "The software that signed is named." },
  extensions: { zh: "没有未知的关键扩展。", en: "No critical extension is unknown." },
  "time-stamp": {
    zh: "签名附带的时间戳有效。",
    en: "The time stamp that accompanies the signature holds.",
  },
  "property-info": {
    zh: "签名记录的原文位置与文件一致。",
    en: "The place the signature names for its text is where it stands.",
  },
};

/** The one sentence for a file or a signature. */
export const gradeWords: Readonly<Record<Grade, Words>> = {
  trusted: { zh: "有效:内容完好,签章人可信。", en: "Valid: intact, and its makers are trusted." },
  "trusted-with-additions": {
    zh: "有效,但文件中另有未经签名的内容。",
    en: "Valid, but the file also holds something that is not signed.",
  },
  "intact-untrusted": {
    zh: "无法确定:内容完好,但制章人或签章人不在信任列表中。",
    en: "Undecided: intact, but the makers are not known to be trustworthy.",
  },
  unattributed: {
    zh: "无法确定:签名不含证书,无法归属于任何人。",
    en: "Undecided: the signature carries no certificate and belongs to nobody.",
  },
  "expired-at-signing": {
    zh: "内容完好,但签章时证书或印章不在有效期内。",
    en: "Intact, but certificate or seal was out of its term at the time of signing.",
  },
  "revoked-before-signing": {
    zh: "内容完好,但证书在签章前已被吊销。",
    en: "Intact, but the certificate had been revoked before signing.",
  },
  "time-implausible": {
    zh: "内容完好,但签章时间不合理。",
    en: "Intact, but the time of signing cannot be right.",
  },
  "time-stamp-broken": {
    zh: "无法确定:内容完好,但时间戳不成立或已失效。",
    en: "Undecided: intact, but its time stamp does not hold, or no longer does.",
  },
  "content-absent": {
    zh: "无法确定:签名本身成立,但被签内容不在此文件中。",
    en: "Undecided: the signature holds by itself, but what it is over is not at hand.",
  },
  tampered: {
    zh: "无效:内容或签名被改动,或签名本不成立。",
    en: "Invalid: content or signature was changed, or never fitted.",
  },
  "unacceptable-algorithm": {
    zh: "无效:使用了弱的或未知的算法。",
    en: "Invalid: a weak or unknown algorithm was used.",
  },
  uncovered: {
    zh: "无效:部分显示内容不受签名保护。",
    en: "Invalid: part of what is shown is not covered by a signature.",
  },
  stripped: { zh: "无效:签名被移出签名列表。", en: "Invalid: signatures were removed from the list." },
  unsigned: { zh: "无法确定:文件没有签名。", en: "Undecided: the file bears no signature." },
  "partly-readable": {
    zh: "无法确定:文档的一部分无法解析。",
    en: "Undecided: part of the document could not be read.",
  },
  unsafe: {
    zh: "无效:文件构造具有欺骗性或危险性。",
    en: "Invalid: the file is built to mislead or to harm.",
  },
  "not-judged": {
    zh: "无法确定:文件已加密,其签名无法判定。",
    en: "Undecided: the file is encrypted, and its signatures cannot be judged.",
  },
  unreadable: {
    zh: "无法读取:文件类型未知,或已损坏。",
    en: "Unreadable: no known kind of file, or damaged.",
  },
};
