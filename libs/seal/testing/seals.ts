import { bits, explicit, ia5, integer, octets, oid, sequence, utcTime, utf8 } from "@liangzheng/asn1";
import { encodeUtf8 } from "@liangzheng/bytes";
import { encodeSealInfo, makeSeal, type NewSealInfo } from "../src/index.ts";
import { gm, type Holder, maker, signer } from "./people.ts";

const sm2WithSm3 = "1.2.156.10197.1.501";
export const picture = { type: "PNG", data: encodeUtf8("not really a picture"), width: 42, height: 42 };
export const day = (text: string): Date => new Date(`${text}T00:00:00Z`);

export const sealInfo = (changes: Partial<NewSealInfo> = {}): NewSealInfo => ({
  vid: "LIANGZHENG",
  esId: "99010000000001",
  type: 1,
  name: "示范市行政审批局证照专用章",
  list: { kind: "certificates", certificates: [signer.certificate.raw] },
  createDate: day("2025-06-01"),
  validStart: day("2025-06-01"),
  validEnd: day("2030-06-01"),
  picture,
  ...changes,
});

export const aSealV4 = (changes: Partial<NewSealInfo> = {}, by: Holder = maker): Uint8Array =>
  makeSeal({ info: encodeSealInfo(sealInfo(changes)), makerCertificate: by.certificate.raw, sign: by.sign });

interface V1Options {
  readonly headerVersion?: number;
  readonly bareCertificates?: boolean;
}

/** SESeal of GM/T 0031-2014, which the library reads and does not write. */
export function aSealV1({ headerVersion = 2, bareCertificates = false }: V1Options = {}): Uint8Array {
  const { raw } = signer.certificate;
  const info = sequence(
    sequence(ia5("ES"), integer(headerVersion), ia5("LIANGZHENG")),
    ia5("99010000000001"),
    sequence(
      integer(1),
      utf8("示范市旧章"),
      sequence(bareCertificates ? raw : octets(raw)),
      utcTime(day("2025-06-01")),
      utcTime(day("2025-06-01")),
      utcTime(day("2030-06-01")),
    ),
    sequence(ia5("gif"), octets(picture.data), integer(40), integer(30)),
    explicit(0, sequence(sequence(oid("1.2.156.1"), octets(encodeUtf8("note"))))),
  );
  const [cert, algorithm] = [octets(maker.certificate.raw), oid(sm2WithSm3)];
  const signature = maker.sign(sequence(info, cert, algorithm));
  return sequence(info, sequence(cert, algorithm, bits(signature)));
}

/** SES_Signature of GM/T 0031-2014. */
export function aSignatureV1(options: {
  readonly seal: Uint8Array;
  readonly version?: number;
  readonly timeInfo: string | Uint8Array;
  readonly dataHash: Uint8Array;
}): Uint8Array {
  const toBeSigned = sequence(
    integer(options.version ?? 2),
    options.seal,
    bits(typeof options.timeInfo === "string" ? encodeUtf8(options.timeInfo) : options.timeInfo),
    bits(options.dataHash),
    ia5("/Doc_0/Signs/Sign_0/Signature.xml"),
    octets(signer.certificate.raw),
    oid(sm2WithSm3),
  );
  return sequence(toBeSigned, bits(signer.sign(toBeSigned)));
}

/** SESeal of GM/T 0031-2025: the fourth version's with another number and a time stamp behind. */
export function aSealV5(timeStamp = true): Uint8Array {
  const info = withVersion(encodeSealInfo(sealInfo()), 5);
  return sequence(
    info,
    octets(maker.certificate.raw),
    oid(sm2WithSm3),
    bits(maker.sign(info)),
    timeStamp ? explicit(0, bits(encodeUtf8("token"))) : undefined,
  );
}

/** SES_SealInfo with another version in its header: the only INTEGER that follows "ES". */
function withVersion(info: Uint8Array, version: number): Uint8Array {
  const out = info.slice();
  const at = out.findIndex((_, i) => out[i] === 0x45 && out[i + 1] === 0x53 && out[i + 2] === 2);
  out[at + 4] = version;
  return out;
}

/** SES_Signature of GM/T 0031-2014 with a time-stamp token where the time stands. */
export const withTimeToken = (seal: Uint8Array, xml: Uint8Array, token: Uint8Array): Uint8Array =>
  aSignatureV1({ seal, timeInfo: token, dataHash: gm.sm3(xml) });
