import { createHash, randomBytes } from "node:crypto";
import { encodeUtf8 } from "@liangzheng/bytes";
import { type LicenceInput, type StandardField, standardTemplate, type Template } from "@liangzheng/ofd";
import { organName } from "./bench-seal.ts";

const title = "道路运输从业人员从业资格证";
const photoBytes = 15_000;

const names = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜";
const streets = "青山绿水明月清风长虹高桥临江望湖古槐新竹春兰秋菊平安团结民主建设和平解放";
const fields: readonly StandardField[] = [
  { id: "KZ_XM", label: "姓名", kind: "text" },
  { id: "KZ_XB", label: "性别", kind: "text" },
  { id: "KZ_CSRQ", label: "出生日期", kind: "date" },
  { id: "KZ_GJ", label: "国籍", kind: "text" },
  { id: "KZ_ZZ", label: "住址", kind: "text" },
  { id: "KZ_ZGZH", label: "从业资格证号", kind: "text" },
  { id: "KZ_ZJCX", label: "准驾车型", kind: "text" },
  { id: "KZ_CYZGLB", label: "从业资格类别", kind: "text" },
  { id: "KZ_CCLZRQ", label: "初次领证日期", kind: "date" },
  { id: "KZ_ZP", label: "照片", kind: "photo" },
];

/** The face of the licences below: ten fields on A4, landscape. */
export const benchTemplate = (): Template =>
  standardTemplate({ title, issuerLabel: "发证机关", fields, landscape: true });

/** A JPEG header (800 × 1120) and noise: the writer reads no further. */
export function aPhoto(): Uint8Array {
  const bytes = new Uint8Array(randomBytes(photoBytes));
  bytes.set([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 1120 >> 8, 1120 & 255, 800 >> 8, 800 & 255, 3]);
  return bytes;
}

/** Licences differ in holder, numbers, address and code. */
export function anInput(serial: number, photo: Uint8Array | undefined): LicenceInput {
  const hash = createHash("sha256").update(String(serial)).digest();
  const pick = (from: string, count: number, at: number): string =>
    Array.from({ length: count }, (_, i) => from[(hash[at + i] ?? 0) % from.length]).join("");
  const number = `99010119${String(10_000_000 + serial).slice(-8)}14`;
  const name = pick(names, 3, 0);
  const identifier = `1.2.156.3005.2.11100000000019713D071.1199010000DEM10506.${String(serial).padStart(12, "0")}.001.G`;
  const metadata = [
    { id: "ZZMC", value: title },
    { id: "ZZLXDM", value: "11100000000019713D071" },
    { id: "ZZBH", value: number },
    { id: "ZZBS", value: identifier },
    { id: "ZZBFJG", value: organName },
    { id: "ZZBFJGDM", value: "1199010000DEM10506" },
    { id: "ZZBFRQ", value: "20260102" },
    { id: "CZZT", value: name },
    { id: "CZZTDM", value: number },
    { id: "CZZTDMLX", value: "公民身份号码" },
    { id: "CZZTDMLXDM", value: "111" },
    { id: "ZZYXQQSRQ", value: "20260102" },
    { id: "ZZYXQJZRQ", value: "20320101" },
    { id: "KZ_XM", value: name },
    { id: "KZ_XB", value: serial % 2 === 0 ? "女" : "男" },
    { id: "KZ_CSRQ", value: "19900102" },
    { id: "KZ_GJ", value: "中国" },
    {
      id: "KZ_ZZ",
      value: `演示省演示市演示县${pick(streets, 4, 4)}街道${pick(streets, 2, 10)}路${serial % 200}号`,
    },
    { id: "KZ_ZGZH", value: number },
    { id: "KZ_ZJCX", value: "A2" },
    { id: "KZ_CYZGLB", value: "经营性道路货物运输驾驶员" },
    { id: "KZ_CCLZRQ", value: "20180510" },
  ];
  return {
    documentId: hash.toString("hex").slice(0, 32),
    metadata,
    record: encodeUtf8(JSON.stringify(Object.fromEntries(metadata.map(({ id, value }) => [id, value])))),
    createdOn: "2026-01-02",
    creator: "Liangzheng",
    ...(photo === undefined ? {} : { photo }),
    // As many dark modules as a real code of this length has; its making is another part's cost.
    qr: Array.from({ length: 41 }, (_, y) =>
      Array.from({ length: 41 }, (_, x) => (((hash[(x * 7 + y * 3) % 32] ?? 0) >> ((x + y) % 8)) & 1) === 1),
    ),
  };
}
