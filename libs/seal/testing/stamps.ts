import {
  bits,
  element,
  explicit,
  octets,
  oid,
  parse,
  sequence,
  sequenceOf,
  set,
  tlv,
} from "@liangzheng/asn1";
import { encodeUtf8 } from "@liangzheng/bytes";
import { makeTimeStampToken, oids, signatureToDer, type TimeStampAuthority } from "@liangzheng/pki";
import { gm, type Holder, stamper } from "./people.ts";

/** A token of the authority over some bytes. */
export const aToken = (
  stamped: Uint8Array,
  time: Date,
  by: Holder = stamper,
  evidence: Pick<TimeStampAuthority, "chain" | "crls"> = {},
): Uint8Array =>
  makeTimeStampToken(
    {
      digest: gm.sm3(stamped),
      serial: gm.sm3(encodeUtf8("stamp")).slice(0, 16),
      time,
      wantsCertificate: true,
    },
    {
      ...evidence,
      certificate: by.certificate,
      policy: "1.2.156.99999.1",
      ports: { sign: by.sign, digest: (message) => gm.sm3(message) },
    },
  );

/** A SES_Signature or SESeal of four fields with a fifth: `[0]` around a token over the fourth. */
export function withStamp(der: Uint8Array, stamp: (value: Uint8Array) => Uint8Array): Uint8Array {
  const fields = sequenceOf(parse(der)).slice(0, 4);
  const value = element(fields, 3).content.subarray(1);
  return sequence(...fields.map(({ raw }) => raw), explicit(0, bits(stamp(signatureToDer(value)))));
}

/** The same under the other tags that producers use. */
export const retagged = (der: Uint8Array, as: "octets" | "bare"): Uint8Array => {
  const fields = sequenceOf(parse(der));
  const token = element(element(fields, 4).children, 0).content.subarray(1);
  return sequence(
    ...fields.slice(0, 4).map(({ raw }) => raw),
    explicit(0, as === "bare" ? token : octets(token)),
  );
};

/** A GB/T 35275 message with one signer and, as its unsigned attribute, a token over the signature. */
export function stampMessage(message: Uint8Array, stamp: (signature: Uint8Array) => Uint8Array): Uint8Array {
  const [type, wrapped] = sequenceOf(parse(message));
  const signedData = sequenceOf(element(wrapped?.children ?? [], 0));
  const fields = sequenceOf(element(element(signedData, signedData.length - 1).children, 0));
  const attribute = sequence(
    oid(oids.timeStampToken),
    set(stamp(element(fields, fields.length - 1).content)),
  );
  const info = sequence(...fields.map(({ raw }) => raw), tlv(0xa1, attribute));
  const parts = signedData.slice(0, -1).map(({ raw }) => raw);
  return sequence(type?.raw, explicit(0, sequence(...parts, set(info))));
}
