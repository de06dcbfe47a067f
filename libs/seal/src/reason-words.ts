import type { Reason } from "./report.ts";
import type { Words } from "./words.ts";

/** What each reason means. */
export const reasonWords: Readonly<Record<Reason, Words>> = {
  "not-a-package": { zh: "不是 OFD 文件,或文件不完整。", en: "This is no OFD file, or only a part of one." },
  "pdf-encrypted": {
    zh: "PDF 已加密,无法判定其签名。请去除密码后再验。",
    en: "The PDF is encrypted, and its signatures cannot be judged. Take the password off and ask again.",
  },
  "unlisted-bytes": {
    zh: "签名之后追加了不属于文件结构的数据,部分阅读器会显示它们。",
    en: "Data that belong to no part of the document follow what is signed; some readers show them.",
  },
  "later-additions": {
    zh: "签名之后添加了批注、表单内容或说明信息,未经签名。",
    en: "Notes, form values or descriptions were added after signing; nobody signed them.",
  },
  "byte-range-missing": { zh: "签名没有说明覆盖范围。", en: "The signature does not say what it covers." },
  "byte-range-wrong": {
    zh: "签名的覆盖范围不是从文件开头起、只空出签名值的完整一段。",
    en: "The range of the signature is not one whole stretch from the first byte on with a single gap.",
  },
  "contents-outside-gap": {
    zh: "覆盖范围中的空缺不是签名值所在位置。",
    en: "The gap in the range is not where the signature value stands.",
  },
  "no-such-revision": {
    zh: "覆盖范围不是这份文件的一个完整修订版。",
    en: "What the range covers is no whole revision of this file with this signature in it.",
  },
  "content-inside": {
    zh: "签名值另带内容,而不是对文件签名。",
    en: "The signature value carries content of its own instead of being over the file.",
  },
  "unknown-signature-format": {
    zh: "签名格式未知或已过时。",
    en: "The kind of signature is unknown or out of use.",
  },
  "key-not-accepted": {
    zh: "签名人的密钥过短或类型未知。",
    en: "The signer's key is too short, or of an unknown kind.",
  },
  "document-differs": { zh: "文件在签名后被改动。", en: "The file was changed after signing." },
  "certificate-not-named": {
    zh: "签名内未指明签名人证书。",
    en: "The signature does not name its certificate inside what is signed.",
  },
  "certificate-differs": {
    zh: "签名内指明的是另一张证书。",
    en: "The certificate named inside the signature is another one.",
  },
  "changed-after-signing": {
    zh: "签名之后,被签名的内容被替换或隐藏。",
    en: "Something that was signed was replaced or hidden afterwards.",
  },
  "added-after-signing": {
    zh: "签名之后有新增内容,被签名的内容未变。",
    en: "Something was added after signing; what was signed is as it was.",
  },
  "change-not-permitted": {
    zh: "签名人不允许签名之后的这种变动。",
    en: "The signer did not permit this kind of change.",
  },
  "package-unsafe": {
    zh: "文件构造可疑:存在重名条目、越界路径或外部实体。",
    en: "The file is built to mislead: duplicate names, paths that leave it, or entity declarations.",
  },
  "package-too-large": { zh: "文件超出处理上限。", en: "The file is larger than will be processed." },
  "package-damaged": { zh: "文件内的数据已损坏。", en: "Data inside the file is damaged." },
  "document-unreadable": {
    zh: "文档描述文件缺失或无法解析。",
    en: "The document's description is missing or unreadable.",
  },
  "document-too-complex": {
    zh: "文档过于复杂,超出处理上限。",
    en: "The document is too complex to be processed.",
  },
  "link-to-nothing": {
    zh: "文档引用的文件不在包内。",
    en: "The document refers to a file that is not in the package.",
  },
  "no-signatures": { zh: "文件没有签名。", en: "The file bears no signature." },
  "list-missing": {
    zh: "文档指向的签名列表不存在。",
    en: "The list of signatures that the document names is missing.",
  },
  "list-empty": { zh: "签名列表中没有任何签名。", en: "The list of signatures is empty." },
  "list-unreadable": { zh: "签名列表无法解析。", en: "The list of signatures cannot be read." },
  "listed-twice": { zh: "同一签名被列出多次。", en: "One signature is listed more than once." },
  "id-twice": {
    zh: "两个签名使用同一标识,部分阅读器只会显示其中一个。",
    en: "Two signatures share one identifier: some readers show only one of them.",
  },
  "max-id-lower": {
    zh: "签名列表所记最大标识小于已用的标识。",
    en: "The list states a greatest identifier below one that is in use.",
  },
  "max-id-higher": {
    zh: "所记最大标识大于已用的标识:此前可能有签名,不影响现有签名。",
    en: "The list states a greatest identifier above all in use: there may have been more signatures.",
  },
  "leftover-signature": {
    zh: "包内有未列入签名列表的签名,可能已被人为移除。",
    en: "A signature lies in the package without being listed: it may have been removed from view.",
  },
  "uncovered-content": {
    zh: "文档显示的部分内容不受任何有效签名保护。",
    en: "Part of what the document shows is covered by no signature that holds.",
  },
  "no-covering-signature": {
    zh: "没有可供保护内容的完好签名。",
    en: "No intact signature covers the document.",
  },
  "root-uncovered": {
    zh: "OFD.xml 不受签名保护,标题和元数据可被改动。",
    en: "OFD.xml is not covered: title and metadata could have been changed.",
  },
  "case-shadow": {
    zh: "存在与受保护文件仅大小写不同的文件,部分阅读器可能会错误显示。",
    en: "A name differs from a signed one in case alone; some readers may show the wrong file.",
  },
  "extra-files": {
    zh: "包内有不受签名保护且未被引用的文件。",
    en: "The package holds files that are neither signed nor referred to.",
  },
  "integrity-names-only": {
    zh: "完整性保护只签文件名,不证明内容未改。",
    en: "The integrity file signs names of files only: it proves nothing about their content.",
  },
  "integrity-file-missing": {
    zh: "完整性保护清单中的文件不在包内。",
    en: "A file that the integrity file names is missing.",
  },
  "integrity-file-added": {
    zh: "包内有完整性保护清单以外的文件。",
    en: "The package holds a file that the integrity file does not name.",
  },
  "file-missing": { zh: "签名所需的文件不在包内。", en: "A file that the signature needs is missing." },
  "bad-path": { zh: "路径无效或越出文件包。", en: "A path is invalid or leaves the package." },
  "bad-signature-file": { zh: "Signature.xml 无法解析。", en: "Signature.xml cannot be read." },
  "bad-signed-value": { zh: "签名值无法解析。", en: "The signed value cannot be read." },
  "bad-certificate": {
    zh: "证书无法解析,或不是可用的类型。",
    en: "A certificate cannot be read, or is not of a kind that can be used.",
  },
  "wrong-type": { zh: "签名值与声明的类型不符。", en: "The signed value is not of the type declared." },
  "c0119-layout": {
    zh: "按已撤销的 C0119 草案格式生成,不符合 GB/T 38540。",
    en: "It follows the withdrawn draft C0119 and not GB/T 38540.",
  },
  "version-differs": { zh: "签名版本与印章头版本不同。", en: "The versions of signature and seal differ." },
  "version-unknown": { zh: "未知的版本号。", en: "The version is unknown." },
  "weak-digest": { zh: "使用 MD5 或 SHA-1 等弱摘要算法。", en: "A weak digest is used: MD5 or SHA-1." },
  "unknown-digest": { zh: "摘要算法未知。", en: "The digest algorithm is unknown." },
  "unknown-signature-algorithm": {
    zh: "签名算法未知或不可接受。",
    en: "The signature algorithm is unknown, or not acceptable here.",
  },
  "hash-differs": { zh: "Signature.xml 在签名后被改动。", en: "Signature.xml was changed after signing." },
  "content-absent": {
    zh: "被签内容不在此文件中,也未提供。",
    en: "What was signed is neither in this file nor given.",
  },
  "references-none": { zh: "签名没有保护任何文件。", en: "The signature covers no file at all." },
  "reference-missing": { zh: "受保护的文件被删除。", en: "A signed file is missing." },
  "reference-case-differs": {
    zh: "受保护的文件名大小写被改动。",
    en: "The name of a signed file differs in case.",
  },
  "reference-bad-path": { zh: "受保护文件的路径无效。", en: "The path of a signed file is invalid." },
  "reference-bad-value": { zh: "受保护文件的摘要值无效。", en: "The digest given for a file is no digest." },
  "reference-differs": { zh: "受保护的文件在签名后被改动。", en: "A signed file was changed after signing." },
  "locked-list-changed": {
    zh: "该签名锁定了签名列表,之后列表又被改动。",
    en: "This signature locked the list of signatures, which was changed afterwards.",
  },
  "not-checked": {
    zh: "因前面的检查未通过而无法检查。",
    en: "It could not be checked because of what failed before.",
  },
  "signature-wrong": {
    zh: "签名值与内容或证书不符。",
    en: "The signature value does not fit the content or the certificate.",
  },
  "no-certificate": {
    zh: "签名不含证书,无法确定签名人。",
    en: "The signature carries no certificate: nobody can be named as its signer.",
  },
  "several-signers": {
    zh: "签名值含多个签名人,不予接受。",
    en: "The signed value names several signers, which is not accepted.",
  },
  "not-in-seal": {
    zh: "签章人证书不在印章的证书列表中,印章可能被盗用。",
    en: "The seal does not list the signer's certificate: the seal may be stolen.",
  },
  "list-digest-unknown": {
    zh: "印章证书列表使用未知的摘要算法。",
    en: "The seal lists certificates by an unknown digest.",
  },
  "seal-signature-wrong": { zh: "印章的制章签名无效。", en: "The maker's signature of the seal is wrong." },
  "seal-file-differs": {
    zh: "印章文件与签名中的印章不同。",
    en: "The seal file is not the seal of the signature.",
  },
  "seal-file-missing": { zh: "声明的印章文件不存在。", en: "The seal file named is missing." },
  "not-trusted": {
    zh: "证书不在信任列表之内,无法确认其真实身份。",
    en: "The certificate leads to no trusted root: who it names is not confirmed.",
  },
  "chain-broken": { zh: "证书链无效。", en: "The chain of certificates is wrong." },
  "key-usage-wrong": { zh: "证书不得用于签名。", en: "The certificate must not be used for signing." },
  "expired-at-signing": { zh: "使用时证书已过期。", en: "The certificate had expired when it was used." },
  "not-yet-valid-at-signing": {
    zh: "使用时证书尚未生效。",
    en: "The certificate was not yet in its term when it was used.",
  },
  "revoked-before-signing": {
    zh: "使用前证书已被吊销。",
    en: "The certificate had been revoked before it was used.",
  },
  "revoked-after-signing": {
    zh: "证书在签章之后被吊销,不影响此签章。",
    en: "The certificate was revoked after signing, which leaves this signature as it is.",
  },
  "revocation-by-embedded-list": {
    zh: "按时间戳中内嵌的吊销列表,签章时未被吊销。",
    en: "By the revocation list embedded in the time stamp it was not revoked at that time.",
  },
  "revocation-unknown": { zh: "没有可用的吊销列表。", en: "No revocation list was at hand." },
  "seal-expired-at-signing": {
    zh: "签章时印章已过有效期。",
    en: "The seal had expired at the time of signing.",
  },
  "seal-not-yet-valid-at-signing": {
    zh: "签章时印章尚未生效。",
    en: "The seal was not yet in its term at the time of signing.",
  },
  "signed-in-future": { zh: "签章时间晚于当前时间。", en: "The time of signing lies in the future." },
  "no-signing-time": { zh: "无法确定签章时间。", en: "The time of signing cannot be told." },
  "time-self-stated": {
    zh: "签章时间由签章人自行声明。",
    en: "The time of signing is what the signer states.",
  },
  "time-stamped": {
    zh: "签章时间由可信时间戳证明。",
    en: "A trusted time stamp proves the time of signing.",
  },
  "signed-after-time-stamp": {
    zh: "声明的签章时间晚于时间戳。",
    en: "The time of signing stated is later than the time stamp.",
  },
  "stamp-without-page": {
    zh: "印章图案所指页面不存在。",
    en: "The seal's picture stands on a page that does not exist.",
  },
  "stamp-bad-boundary": { zh: "印章图案的位置无效。", en: "The place of the seal's picture is invalid." },
  "stamp-off-page": {
    zh: "印章图案位于页面之外,无法看见。",
    en: "The seal's picture lies outside its page and cannot be seen.",
  },
  "page-area-unknown": { zh: "页面大小未知。", en: "The size of the page is not stated." },
  "time-stamp-broken": {
    zh: "时间戳损坏,或不是针对此签名。",
    en: "The time stamp is broken or over something else.",
  },
  "time-stamp-outlived": {
    zh: "时间戳机构的证书已到期,时间戳不再单独成立。",
    en: "The certificate of the time-stamp authority has ended since: the stamp no longer proves its time by itself.",
  },
  "provider-unnamed": { zh: "签名软件未署名。", en: "The software that signed is not named." },
  "critical-extension": { zh: "含有未知的关键扩展。", en: "A critical extension is not known here." },
  "time-stamp-not-verified": {
    zh: "附有时间戳,但其机构不在信任列表中,或算法不受支持。",
    en: "There is a time stamp, but its authority is not trusted here or its algorithms are not computed.",
  },
  "property-differs": {
    zh: "签名记录的原文位置与实际不同,仅供参考。",
    en: "The signature names another place for its text; this is information only.",
  },
};
