import type { DocInfo } from "@liangzheng/ofd";

/** Metadata that tell what the file is; who holds the licence stays on the face. */
const described = {
  ZZMC: "证照名称 name of the licence (GB/T 36903)",
  ZZBS: "证照标识 identifier (GB/T 36904)",
  ZZBFJG: "证照颁发机构 issuing body",
  ZZBFRQ: "证照颁发日期 day of issue, YYYYMMDD",
  ZZYXQQSRQ: "证照有效期起始日期 first day of validity",
  ZZYXQJZRQ: "证照有效期截止日期 last day of validity, 99991231 for ever",
  YJZY: "SM3 of the OFD original, hexadecimal",
} as const;

const namespace = "https://liangzheng.invalid/ns/licence/1/";

/**
 * The XMP packet (ISO 16684-1): PDF/A-2b, title, identifier, issuer, dates, and the licence's own properties with the
 * description of their schema that PDF/A demands (ISO 19005-2 §6.6.2.3).
 * @param originalDigest SM3 of the OFD file, hexadecimal.
 */
export function licenceXmp(info: DocInfo, originalDigest: string): string {
  const values = new Map(info.customDatas.map(({ name, value }) => [name, value] as const));
  const value = (id: string): string => escapeXml(values.get(id) ?? "");
  const properties = Object.keys(described).flatMap((id) => {
    const text = id === "YJZY" ? originalDigest : value(id);
    return text === "" ? [] : [`<lz:${id}>${text}</lz:${id}>`];
  });
  const day = /^\d{4}-\d{2}-\d{2}$/.test(info.creationDate ?? "") ? (info.creationDate ?? "") : "";
  return `<?xpacket begin="\u{feff}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:lz="${namespace}">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${value("ZZMC")}</rdf:li></rdf:Alt></dc:title>
<dc:identifier>${value("ZZBS")}</dc:identifier>
<dc:creator><rdf:Seq><rdf:li>${value("ZZBFJG")}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>Liangzheng</xmp:CreatorTool>${day === "" ? "" : `<xmp:CreateDate>${day}</xmp:CreateDate>`}
${properties.join("\n")}
</rdf:Description>
${schemaDescription}
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`;
}

const schemaDescription = `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>Electronic licence</pdfaSchema:schema><pdfaSchema:namespaceURI>${namespace}</pdfaSchema:namespaceURI><pdfaSchema:prefix>lz</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>
${Object.entries(described)
  .map(
    ([name, description]) =>
      `<rdf:li rdf:parseType="Resource"><pdfaProperty:name>${name}</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category><pdfaProperty:description>${description}</pdfaProperty:description></rdf:li>`,
  )
  .join("\n")}
</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>`;

const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
