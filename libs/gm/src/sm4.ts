import { fromHex } from "@liangzheng/bytes";
import { requireLength } from "./error.ts";

const block = 16;

// §6.2.1, the S-box.
const sbox = fromHex(
  "d690e9fecce13db716b614c228fb2c052b679a762abe04c3aa441326498606999c4250f491ef987a33540b43edcfac62" +
    "e4b31ca9c908e89580df94fa758f3fa64707a7fcf37317ba83593c19e6854fa8686b81b27164da8bf8eb0f4b70569d35" +
    "1e240e5e6358d1a225227c3b01217887d40046579fd327524c3602e7a0c4c89eeabf8ad240c738b5a3f7f2cef96115a1" +
    "e0ae5da49b341a55ad933230f58cb1e31df6e22e8266ca60c02923ab0d534e6fd5db3745defd8e2f03ff6a726d6c5b51" +
    "8d1baf92bbddbc7f11d95c411f105ad80ac13188a5cd7bbd2d74d012b8e5b4b08969974a0c96777e65b9f109c56ec684" +
    "18f07dec3adc4d2079ee5f3ed7cb3948",
);
// §7.3, the system parameter FK; the constants CK are ck_{i,j} = (4i + j) * 7 mod 256.
const fk = [0xa3b1bac6, 0x56aa3350, 0x677d9197, 0xb27022dc] as const;
const ck = Int32Array.from({ length: 32 }, (_, i) =>
  [0, 1, 2, 3].reduce((word, j) => (word << 8) | (((4 * i + j) * 7) & 0xff), 0),
);

const rotl = (x: number, n: number): number => (x << n) | (x >>> (32 - n));
const linear = (b: number): number => b ^ rotl(b, 2) ^ rotl(b, 10) ^ rotl(b, 18) ^ rotl(b, 24);

// L(S-box) of each byte in its place: T(x) is then four look-ups.
const [t0, t1, t2, t3] = [24, 16, 8, 0].map((shift) =>
  Int32Array.from(sbox, (byte) => linear(byte << shift)),
) as [Int32Array, Int32Array, Int32Array, Int32Array];

/** The 32 round keys of one key. */
export type Sm4Key = Int32Array;

/** Key expansion, GB/T 32907-2016 §7.3. @throws GmError `bad-length` unless the key has 16 bytes. */
export function expandSm4Key(key: Uint8Array): Sm4Key {
  requireLength(key, 16, "SM4 key");
  const view = new DataView(key.buffer, key.byteOffset, key.byteLength);
  const k = Int32Array.from({ length: 36 }, (_, i) => (i < 4 ? view.getInt32(4 * i) ^ (fk[i] ?? 0) : 0));
  for (let i = 0; i < 32; i++) {
    const x = (k[i + 1] as number) ^ (k[i + 2] as number) ^ (k[i + 3] as number) ^ (ck[i] as number);
    let b = 0;
    for (let shift = 24; shift >= 0; shift -= 8) b |= (sbox[(x >>> shift) & 0xff] as number) << shift;
    k[i + 4] = (k[i] as number) ^ b ^ rotl(b, 13) ^ rotl(b, 23);
  }
  return k.slice(4);
}

/** One block, §7.1. Decryption is the same with the round keys reversed (§7.2). */
export function encryptSm4Block(roundKeys: Sm4Key, input: Uint8Array): Uint8Array {
  requireLength(input, block, "SM4 block");
  const view = new DataView(input.buffer, input.byteOffset, block);
  const out = new Uint8Array(block);
  rounds(
    roundKeys,
    new DataView(out.buffer),
    view.getInt32(0),
    view.getInt32(4),
    view.getInt32(8),
    view.getInt32(12),
  );
  return out;
}

/** @see encryptSm4Block */
export const decryptSm4Block = (roundKeys: Sm4Key, input: Uint8Array): Uint8Array =>
  encryptSm4Block(roundKeys.toReversed(), input);

/**
 * Counter mode (GB/T 17964 §9), its own inverse. `counter` is the first counter block; it is counted up as one 128-bit
 * number.
 * @throws GmError `bad-length` unless key and counter have 16 bytes.
 */
export function sm4Ctr(key: Uint8Array, counter: Uint8Array, data: Uint8Array): Uint8Array {
  requireLength(counter, block, "SM4 counter block");
  const roundKeys = expandSm4Key(key);
  const from = new DataView(counter.buffer, counter.byteOffset, block);
  const words = Int32Array.from([0, 4, 8, 12], (at) => from.getInt32(at));
  const stream = new Uint8Array(block);
  const view = new DataView(stream.buffer);
  const out = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at += block) {
    rounds(roundKeys, view, words[0] as number, words[1] as number, words[2] as number, words[3] as number);
    const end = Math.min(block, data.length - at);
    for (let i = 0; i < end; i++) out[at + i] = (data[at + i] as number) ^ (stream[i] as number);
    for (let i = 3; i >= 0; i--) {
      words[i] = (words[i] as number) + 1;
      if (words[i] !== 0) break;
    }
  }
  return out;
}

function rounds(rk: Sm4Key, out: DataView, x0: number, x1: number, x2: number, x3: number): void {
  let [a, b, c, d] = [x0, x1, x2, x3];
  for (let i = 0; i < 32; i += 4) {
    a ^= substitute(b ^ c ^ d ^ (rk[i] as number));
    b ^= substitute(c ^ d ^ a ^ (rk[i + 1] as number));
    c ^= substitute(d ^ a ^ b ^ (rk[i + 2] as number));
    d ^= substitute(a ^ b ^ c ^ (rk[i + 3] as number));
  }
  out.setInt32(0, d);
  out.setInt32(4, c);
  out.setInt32(8, b);
  out.setInt32(12, a);
}

/** T = L after four S-boxes, §6.2. */
const substitute = (x: number): number =>
  (t0[x >>> 24] as number) ^
  (t1[(x >>> 16) & 0xff] as number) ^
  (t2[(x >>> 8) & 0xff] as number) ^
  (t3[x & 0xff] as number);
