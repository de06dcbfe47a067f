import { order } from "../sm2-curve.ts";

/** Numbers stand as nine limbs of 29 bits, least significant first, in signed 32-bit words. */
export const limbs = 9;
export const limbBits = 29n;
export const limbMask = (1n << limbBits) - 1n;
/** R of the Montgomery form. */
export const radix: bigint = 1n << (limbBits * BigInt(limbs));

/** A modulus in the form that Montgomery reduction takes it. */
export interface Modulus {
  readonly value: bigint;
  /** -value^-1 modulo 2^29. */
  readonly factor: bigint;
  /** value = Σ coefficient · 2^(29 · limb); the coefficient of limb 0 comes first. */
  readonly terms: readonly { readonly limb: number; readonly coefficient: bigint }[];
}

/** 2^256 - 2^224 - 2^96 + 2^64 - 1: the low limb is -1, so the factor is 1, and the other terms are shifts. */
export const fieldModulus: Modulus = {
  value: (1n << 256n) - (1n << 224n) - (1n << 96n) + (1n << 64n) - 1n,
  factor: 1n,
  terms: [
    { limb: 0, coefficient: -1n },
    { limb: 2, coefficient: 1n << 6n },
    { limb: 3, coefficient: -(1n << 9n) },
    { limb: 7, coefficient: -(1n << 21n) },
    { limb: 8, coefficient: 1n << 24n },
  ],
};

export const orderModulus: Modulus = {
  value: order,
  factor: 0x12350975n,
  terms: Array.from({ length: limbs }, (_, limb) => ({
    limb,
    coefficient: (order >> (limbBits * BigInt(limb))) & limbMask,
  })),
};
