import { decodeUtf8, encodeUtf8, fromHex, toHex } from "@liangzheng/bytes";
import { fromRaw, type Gm, sealingKey } from "@liangzheng/gm";

// GB/T 32918.5-2017 annex A.2.
const privateKey = fromHex("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8");
const publicKey =
  "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020" +
  "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";
const signed = encodeUtf8("message digest");
const signature = fromRaw(
  fromHex(
    "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3" +
      "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa",
  ),
);
const sm4Key = fromHex("0123456789abcdeffedcba9876543210");

/** Lengths on both sides of every block boundary that matters. */
const lengths = [0, 1, 15, 16, 17, 55, 56, 63, 64, 65, 127, 128, 1000];
const message = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * 7 + length) & 0xff);

type Probe = (native: Gm, pure: Gm) => boolean;

/** Each line is a claim; the probe says whether the backend keeps it. */
const probes: Readonly<Record<string, Probe>> = {
  "SM3 of the standard's message (GB/T 32905 A.1)": (native) =>
    toHex(native.sm3(encodeUtf8("abc"))) ===
    "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
  "SM3 at every block boundary, in one part and in two": (native, pure) =>
    lengths.every((n) => {
      const expected = toHex(pure.sm3(message(n)));
      const cut = n >> 1;
      const parts = [message(n).subarray(0, cut), message(n).subarray(cut)];
      return toHex(native.sm3(message(n))) === expected && toHex(native.sm3(...parts)) === expected;
    }),
  "HMAC-SM3 with keys on both sides of a block": (native, pure) =>
    lengths.every((n) =>
      [message(n), message(64)].every(
        (key) =>
          toHex(native.hmacSm3(key, signed, message(n))) === toHex(pure.hmacSm3(key, signed, message(n))),
      ),
    ),
  "HMAC-SM3 and SM4-CTR under one key used many times": (native, pure) => {
    const [mac, encrypt] = [native.hmacSm3Under(sm4Key), native.sm4CtrUnder(sm4Key)];
    return [...lengths, 5000].every((n) =>
      [sm4Key, new Uint8Array(16).fill(0xff)].every(
        (counter) =>
          toHex(mac(counter, message(n))) === toHex(pure.hmacSm3(sm4Key, counter, message(n))) &&
          toHex(encrypt(counter, message(n))) === toHex(pure.sm4Ctr(sm4Key, counter, message(n))),
      ),
    );
  },
  "SM4 of the standard's block (GB/T 32907 A.1)": (native) =>
    toHex(native.sm4Ctr(sm4Key, sm4Key, new Uint8Array(16))) === "681edf34d206965e86b3e94f536e4246",
  "SM4-CTR at every block boundary, with a counter that wraps": (native, pure) =>
    lengths.every((n) =>
      [sm4Key, new Uint8Array(16).fill(0xff)].every(
        (counter) =>
          toHex(native.sm4Ctr(sm4Key, counter, message(n))) ===
          toHex(pure.sm4Ctr(sm4Key, counter, message(n))),
      ),
    ),
  "bytes sealed by one are opened by the other": (native, pure) =>
    [
      [native, pure],
      [pure, native],
    ].every(([from, to]) => {
      if (from === undefined || to === undefined) return false;
      const sealed = sealingKey(from, message(32)).seal(message(16), signed, sm4Key);
      const opened = sealingKey(to, message(32)).open(sealed, sm4Key);
      return opened !== undefined && decodeUtf8(opened) === "message digest";
    }),
  "the public key of the standard's private key (GB/T 32918.5 A.2)": (native) =>
    toHex(native.publicKeyOf(privateKey)) === publicKey,
  "the standard's signature is accepted (GB/T 32918.5 A.2)": (native) =>
    native.verify(fromHex(publicKey), signed, signature),
  "signatures of the backend are accepted by the reference": (native, pure) =>
    lengths.every((n) => pure.verify(fromHex(publicKey), message(n), native.signer(privateKey)(message(n)))),
  "signatures of the reference are accepted by the backend": (native, pure) =>
    lengths.every((n) => native.verify(fromHex(publicKey), message(n), pure.signer(privateKey)(message(n)))),
  "a changed message, signature or key is refused": (native) => {
    const verify = (change: 0 | 1 | 2): boolean => {
      const [key, text, der] = [fromHex(publicKey), signed.slice(), signature.slice()];
      const changed = [key, text, der][change];
      if (changed !== undefined) changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
      return native.verify(key, text, der);
    };
    return !verify(0) && !verify(1) && !verify(2);
  },
  "a signature that is not strict DER is refused": (native) =>
    [
      Uint8Array.from([...signature, 0]),
      Uint8Array.from([0x30, 0x81, ...signature.subarray(1)]),
      signature.subarray(0, -1),
      new Uint8Array(),
    ].every((der) => !native.verify(fromHex(publicKey), signed, der)),
  "a key in another form than the uncompressed point is refused": (native) =>
    [
      fromHex(`07${publicKey.slice(2)}`),
      fromHex(`03${publicKey.slice(2, 66)}`),
      new Uint8Array(65),
      new Uint8Array(),
    ].every((key) => !native.verify(key, signed, signature)),
  "a private key out of range is refused": (native) =>
    [new Uint8Array(32), new Uint8Array(32).fill(0xff), new Uint8Array(31)].every((key) =>
      [() => native.signer(key), () => native.publicKeyOf(key)].every(throws),
    ),
};

function throws(action: () => unknown): boolean {
  try {
    action();
    return false;
  } catch {
    return true;
  }
}

/** The claims that `native` does not keep, measured against the standards' vectors and against `pure`. Empty when equal. */
export function differences(native: Gm, pure: Gm): string[] {
  const found: string[] = [];
  for (const [claim, holds] of Object.entries(probes)) {
    try {
      if (!holds(native, pure)) found.push(claim);
    } catch (error) {
      found.push(`${claim} (${error instanceof Error ? error.message : "threw"})`);
    }
  }
  return found;
}
