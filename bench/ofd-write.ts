import { createHash, randomBytes } from "node:crypto";
import { encodeUtf8 } from "@liangzheng/bytes";
import { generatePrivateKey } from "@liangzheng/gm";
import {
  beginSignature,
  type FontSource,
  type LicenceInput,
  prepareSeal,
  prepareTemplate,
  type StandardField,
  sealPicture,
  sealPng,
  standardTemplate,
  unsignedParts,
  writeLicenceDocument,
  writeZip,
} from "@liangzheng/ofd";
import { encodeSealInfo, makeSeal, makeSealSignature } from "@liangzheng/seal";
import { type FontBook, openFontBook } from "../server/src/platform/fonts/font-book.ts";
import { nodeWritePorts, zlibBest } from "../server/src/platform/fonts/write-ports.ts";
import { nativeGm } from "../server/src/platform/gm/native.ts";
import { type BenchTable, median } from "./table.ts";

// Method: contenders take turns, so that a slow minute of the machine hits all alike; per second of CPU time, median of
// the rounds. Documents differ in holder, numbers, address and code (256 in turn; nothing of them is remembered).
const rounds = 7;
const turnMilliseconds = 700;
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

export async function benchOfdWrite(): Promise<BenchTable> {
  const book = openFontBook();
  const named: FontSource = { metrics: book.metrics };
  const contenders = [
    contender("embedded fonts, 15 kB photo", book, book, true),
    contender("standard names, 15 kB photo", named, book, true),
    contender("embedded fonts, no photo", book, book, false),
    contender("standard names, no photo", named, book, false),
    { ...contender("embedded fonts, no photo, no seal", book, book, false), sealed: false },
  ];
  const rates = contenders.map((): number[] => []);
  const yardstick = yardstickSignature();
  const yardsticks: number[] = [];
  for (let round = 0; round < rounds; round++) {
    yardsticks.push(perCpuSecond(yardstick));
    contenders.forEach((one, i) => {
      rates[i]?.push(perCpuSecond(() => one.make(one.sealed)));
    });
  }
  const bar = median(yardsticks);
  return {
    title: "Create and seal one OFD",
    columns: ["document", "per CPU-second", "ms each", "in SM2 signatures", "bytes", "files"],
    rows: [
      ["one SM2 signature over 256 bytes (yardstick)", Math.round(bar), 1000 / bar, 1, "–", "–"],
      ...contenders.map((one, i) => {
        const rate = median(rates[i] ?? []);
        const { bytes, files } = one.make(one.sealed);
        return [one.name, Math.round(rate), 1000 / rate, bar / rate, bytes.length, files];
      }),
    ],
    notes: [
      `One thread, median of ${rounds} interleaved rounds of ${turnMilliseconds} ms; Node ${process.versions.node}.`,
      "The yardstick shares the rounds: on a busy or slow machine compare the column counted in signatures.",
      "Whole way: layout, XML, subset, SM3 of every file, SES_Signature with the seal picture, SM2, ZIP.",
      "A licence with ten fields on A4, a stand-in for a QR code of 41 modules, record, tags, round seal of 300 dpi; every document differs.",
    ],
  };
}

function yardstickSignature(): () => Uint8Array {
  const sign = nativeGm().signer(generatePrivateKey((n) => new Uint8Array(randomBytes(n))));
  const message = new Uint8Array(256).fill(7);
  return () => sign(message);
}

function contender(name: string, fonts: FontSource, book: FontBook, withPhoto: boolean) {
  const gm = nativeGm();
  const sign = gm.signer(generatePrivateKey((n) => new Uint8Array(randomBytes(n))));
  const ports = nodeWritePorts((bytes) => gm.sm3(bytes));
  const title = "道路运输从业人员从业资格证";
  const prepared = prepareTemplate(
    standardTemplate({ title, issuerLabel: "发证机关", fields, landscape: true }),
    fonts,
    ports,
  );
  const certificate = new Uint8Array(randomBytes(620));
  const day = new Date("2026-01-02T03:04:05Z");
  const seal = drawSeal(book, certificate, sign, day);
  const preparedSeal = prepareSeal(seal, ports);
  const photo = withPhoto ? aPhoto() : undefined;
  const inputs = Array.from({ length: 256 }, (_, serial) => anInput(title, serial, photo));
  let turn = 0;
  const make = (sealed: boolean) => {
    const input = inputs[turn++ % inputs.length];
    if (input === undefined) throw new Error("no input");
    const document = writeLicenceDocument(prepared, input);
    if (!sealed) {
      const parts = unsignedParts(document);
      return { bytes: writeZip(parts, day, ports), files: parts.length };
    }
    const pending = beginSignature(document, {
      seal: preparedSeal,
      width: 40,
      height: 40,
      signedAt: day,
      provider: { name: "Liangzheng", version: "0.1", company: "Liangzheng" },
    });
    const signedValue = makeSealSignature({
      seal,
      signerCertificate: certificate,
      time: day,
      dataHash: gm.sm3(pending.signatureXml),
      propertyInfo: pending.propertyInfo,
      sign,
    });
    const entries = pending.finish(signedValue);
    return { bytes: writeZip(entries, day, ports), files: entries.length };
  };
  return { name, make, sealed: true };
}

function drawSeal(book: FontBook, certificate: Uint8Array, sign: (m: Uint8Array) => Uint8Array, day: Date) {
  const organName = "演示市交通运输局";
  const caption = "电子证照专用章";
  const picture = sealPicture(
    { organName, shape: "round", centre: "star", caption },
    book.outlines("bold", organName + caption),
  );
  const info = encodeSealInfo({
    vid: "Liangzheng",
    esId: "99010010000001",
    type: 1,
    name: `${organName}${caption}`,
    list: { kind: "certificates", certificates: [certificate] },
    createDate: day,
    validStart: day,
    validEnd: new Date("2031-01-02T03:04:05Z"),
    picture: { type: "PNG", data: sealPng(picture, 300, zlibBest), width: 40, height: 40 },
  });
  return makeSeal({ info, makerCertificate: certificate, sign });
}

/** A JPEG header (800 × 1120) and noise: the writer reads no further. */
function aPhoto(): Uint8Array {
  const bytes = new Uint8Array(randomBytes(photoBytes));
  bytes.set([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 1120 >> 8, 1120 & 255, 800 >> 8, 800 & 255, 3]);
  return bytes;
}

function anInput(title: string, serial: number, photo: Uint8Array | undefined): LicenceInput {
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
    { id: "ZZBFJG", value: "演示市交通运输局" },
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

function perCpuSecond(operation: () => unknown): number {
  for (let i = 0; i < 20; i++) operation();
  const before = process.cpuUsage();
  const end = performance.now() + turnMilliseconds;
  let count = 0;
  while (performance.now() < end) {
    operation();
    count++;
  }
  const { user, system } = process.cpuUsage(before);
  return (count * 1e6) / (user + system);
}
