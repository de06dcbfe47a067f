const block = 64;
const initial = [
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
] as const;

const rotl = (x: number, n: number): number => (x << n) | (x >>> (32 - n));

// T_j <<< (j mod 32), §4.2 and §5.3.3.
const turned = Int32Array.from({ length: 64 }, (_, j) => rotl(j < 16 ? 0x79cc4519 : 0x7a879d8a, j % 32));

interface State {
  readonly v: Int32Array;
  readonly w: Int32Array;
  readonly tail: Uint8Array;
  /** Bytes waiting in `tail`. */
  held: number;
  /** Bytes taken so far. */
  total: number;
}

/** SM3 (GB/T 32905-2016) of the parts, one after the other: 32 bytes. */
export function sm3(...parts: readonly Uint8Array[]): Uint8Array {
  const state = start();
  for (const part of parts) absorb(state, part);
  return finish(state);
}

/** HMAC (RFC 2104, GM/T 0042) over SM3: 32 bytes. A key longer than a block is hashed first. */
export function hmacSm3(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const padded = new Uint8Array(block);
  padded.set(key.length > block ? sm3(key) : key);
  const inner = start();
  absorb(
    inner,
    padded.map((byte) => byte ^ 0x36),
  );
  for (const part of parts) absorb(inner, part);
  return sm3(
    padded.map((byte) => byte ^ 0x5c),
    finish(inner),
  );
}

const start = (): State => ({
  v: Int32Array.from(initial),
  w: new Int32Array(68),
  tail: new Uint8Array(block),
  held: 0,
  total: 0,
});

function absorb(state: State, bytes: Uint8Array): void {
  state.total += bytes.length;
  let at = 0;
  if (state.held > 0) {
    at = Math.min(block - state.held, bytes.length);
    state.tail.set(bytes.subarray(0, at), state.held);
    state.held += at;
    if (state.held < block) return;
    compress(state.v, state.w, state.tail, 0);
    state.held = 0;
  }
  for (; at + block <= bytes.length; at += block) compress(state.v, state.w, bytes, at);
  state.tail.set(bytes.subarray(at));
  state.held = bytes.length - at;
}

function finish(state: State): Uint8Array {
  const { v, w, tail, total } = state;
  tail.fill(0, state.held);
  tail[state.held] = 0x80;
  if (state.held >= block - 8) {
    compress(v, w, tail, 0);
    tail.fill(0);
  }
  const view = new DataView(tail.buffer);
  view.setUint32(56, Math.floor(total / 0x2000_0000));
  view.setUint32(60, (total << 3) >>> 0);
  compress(v, w, tail, 0);
  const out = new Uint8Array(32);
  const words = new DataView(out.buffer);
  for (let i = 0; i < 8; i++) words.setInt32(4 * i, v[i] ?? 0);
  return out;
}

/** The compression function, §5.3. */
function compress(v: Int32Array, w: Int32Array, bytes: Uint8Array, from: number): void {
  for (let j = 0, at = from; j < 16; j++, at += 4) {
    w[j] =
      ((bytes[at] as number) << 24) |
      ((bytes[at + 1] as number) << 16) |
      ((bytes[at + 2] as number) << 8) |
      (bytes[at + 3] as number);
  }
  for (let j = 16; j < 68; j++) {
    const x = (w[j - 16] as number) ^ (w[j - 9] as number) ^ rotl(w[j - 3] as number, 15);
    const p1 = x ^ rotl(x, 15) ^ rotl(x, 23);
    w[j] = p1 ^ rotl(w[j - 13] as number, 7) ^ (w[j - 6] as number);
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = v;
  for (let j = 0; j < 64; j++) {
    const a12 = rotl(a, 12);
    const ss1 = rotl((a12 + e + (turned[j] as number)) | 0, 7);
    const word = w[j] as number;
    const early = j < 16;
    const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = early ? e ^ f ^ g : (e & f) | (~e & g);
    const tt1 = (ff + d + (ss1 ^ a12) + (word ^ (w[j + 4] as number))) | 0;
    const tt2 = (gg + h + ss1 + word) | 0;
    d = c;
    c = rotl(b, 9);
    b = a;
    a = tt1;
    h = g;
    g = rotl(f, 19);
    f = e;
    e = tt2 ^ rotl(tt2, 9) ^ rotl(tt2, 17);
  }
  v[0] = (v[0] as number) ^ a;
  v[1] = (v[1] as number) ^ b;
  v[2] = (v[2] as number) ^ c;
  v[3] = (v[3] as number) ^ d;
  v[4] = (v[4] as number) ^ e;
  v[5] = (v[5] as number) ^ f;
  v[6] = (v[6] as number) ^ g;
  v[7] = (v[7] as number) ^ h;
}
