import { encodeUtf8 } from "@liangzheng/bytes";
import { deflateSync } from "fflate";
import { crc32 } from "../../container/crc32.ts";
import type { FontMetrics } from "../../layout/fit-text.ts";
import { type StandardTemplateInput, standardTemplate } from "../../layout/standard-template.ts";
import type { LicenceInput } from "../document.ts";
import type { WritePorts } from "../part.ts";
import type { FontSource } from "../prepare-template.ts";

/** A checksum in the place of SM3, which is not this package's business. */
export const ports: WritePorts = {
  deflate: (bytes) => deflateSync(bytes, { level: 6 }),
  sm3: (bytes) => encodeUtf8(`${bytes.length}:${crc32(bytes)}`.padStart(32, "0")),
};

/** Latin half as wide as Han, and no glyph for 龘. */
export const metrics: FontMetrics = {
  advance: (_face, codePoint) => (codePoint === 0x9f98 ? undefined : codePoint < 0x2e80 ? 0.5 : 1),
};

/** A subset that says what is in it. */
export const fonts: FontSource = { metrics, subset: (face, text) => encodeUtf8(`${face}:${text}`) };

export const aTemplate = (change: Partial<StandardTemplateInput> = {}) =>
  standardTemplate({
    title: "道路运输从业人员从业资格证",
    issuerLabel: "发证机关",
    fields: [
      { id: "KZ_XM", label: "姓名", kind: "text", required: true },
      { id: "KZ_CSRQ", label: "出生日期", kind: "date" },
      { id: "KZ_ZZ", label: "住址", kind: "text" },
      { id: "KZ_JYFW", label: "经营范围", kind: "long-text" },
      { id: "KZ_ZP", label: "照片", kind: "photo" },
    ],
    landscape: true,
    ...change,
  });

export const aMetadata = (change: Readonly<Record<string, string>> = {}) =>
  Object.entries({
    ZZMC: "道路运输从业人员从业资格证",
    ZZLXDM: "11100000000019713D071",
    ZZBH: "990101199001020014",
    ZZBS: "1.2.156.3005.2.11100000000019713D071.1199010000DEM10506.990100000003.001.G",
    ZZBFJG: "演示市交通运输局",
    ZZBFJGDM: "1199010000DEM10506",
    ZZBFRQ: "20240510",
    CZZT: "演示甲",
    ZZYXQQSRQ: "20240510",
    ZZYXQJZRQ: "99991231",
    KZ_XM: "演示甲",
    KZ_CSRQ: "19900102",
    KZ_ZZ: "演示市示例街道1号 A&B <2>",
    KZ_JYFW: "食品销售；日用百货销售。".repeat(12),
    ...change,
  }).map(([id, value]) => ({ id, value }));

/** The header of a JPEG, 300 × 420. */
const aPhoto = Uint8Array.of(0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 1, 164, 1, 44, 3, 1, 2, 3, 4);

export const aLicence = (change: Partial<LicenceInput> = {}): LicenceInput => ({
  documentId: "0123456789abcdef0123456789abcdef",
  metadata: aMetadata(),
  record: encodeUtf8('{"KZ_XM":"演示甲"}'),
  createdOn: "2024-05-10",
  photo: aPhoto,
  qr: [
    [true, false, true],
    [false, true, true],
    [true, true, false],
  ],
  ...change,
});
