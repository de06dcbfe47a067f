/**
 * The caller's source of secret random bytes: `n` fresh bytes at each call, never the same array twice. Private keys and
 * ciphertexts are only as good as it is.
 */
export type Random = (n: number) => Uint8Array;

/** What a backend of the national algorithms offers. The pure one is the reference; another must equal it. */
export interface Gm {
  /** `pure`, or the name of the backend (`native`). */
  readonly name: string;
  /** GB/T 32905 digest of the parts, one after the other: 32 bytes. */
  sm3(...parts: readonly Uint8Array[]): Uint8Array;
  /** HMAC (RFC 2104) over SM3: 32 bytes. */
  hmacSm3(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array;
  /** GB/T 32907 in counter mode: 16-byte key, 16-byte initial counter block (it wraps at 2^128). Its own inverse. */
  sm4Ctr(key: Uint8Array, counter: Uint8Array, data: Uint8Array): Uint8Array;
  /** Like `hmacSm3` and `sm4Ctr`, for keys that are used often: what depends on the key alone is computed here, once. */
  hmacSm3Under(key: Uint8Array): (...parts: readonly Uint8Array[]) => Uint8Array;
  sm4CtrUnder(key: Uint8Array): (counter: Uint8Array, data: Uint8Array) => Uint8Array;
  /**
   * SM2 verification (GB/T 32918.2 §7) under the default id. `publicKey` is the 65-byte uncompressed point, `signature`
   * the DER SEQUENCE {r, s}. Whatever is wrong with either, the answer is `false`.
   */
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
  /**
   * The function returned signs messages (GB/T 32918.2 §6) under the default id and answers with DER. What depends on
   * the key alone is computed here, once.
   * @throws GmError `bad-private-key`.
   */
  signer(privateKey: Uint8Array): (message: Uint8Array) => Uint8Array;
  /** The 65-byte uncompressed point of a 32-byte private key. @throws GmError `bad-private-key`. */
  publicKeyOf(privateKey: Uint8Array): Uint8Array;
}
