import { assemble } from "./assembler.ts";
import { multiplication, repeatedSquaring, squaring } from "./field-code.ts";
import { limbsOf } from "./limbs.ts";
import { fieldOne, fieldSquare, one, orderSquare, pages } from "./memory-map.ts";
import { fieldModulus, limbs, orderModulus, radix } from "./modulus.ts";
import { addition, doubling, selection, tightening, walk } from "./point-code.ts";

/** The part of the WebAssembly interface used here; its types come with a platform, and a library has none. */
interface WebAssemblyHost {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object) => { readonly exports: Exports };
}

/** The place of a number in the module's memory. */
export type Address = number;
type Binary = (to: Address, left: Address, right: Address) => void;

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** Field elements stand in Montgomery form: x · 2^261 modulo p. */
  readonly multiply: Binary;
  readonly squareTimes: (to: Address, from: Address, times: number) => void;
  /** left · right / 2^261 modulo n. */
  readonly multiplyOrder: Binary;
  readonly double: () => void;
  readonly add: () => void;
  readonly walk: (
    table: Address,
    stride: number,
    doublings: number,
    negate: number,
    fresh: number,
    secret: number,
  ) => void;
}

/** The module at work: its functions and its memory. */
export interface Engine extends Omit<Exports, "memory"> {
  readonly words: Int32Array;
  /** The nine limbs at an address: a view, not a copy. */
  readonly limbsAt: (at: Address) => Int32Array;
}

const callees = { multiply: 0, square: 1, tighten: 2, double: 3, add: 4, select: 5 } as const;

/** The module's bytes: seven kilobytes, the same each time. */
export const sm2Module = (): Uint8Array<ArrayBuffer> =>
  assemble(
    [
      multiplication("multiply", fieldModulus),
      squaring("square", fieldModulus),
      tightening("tighten"),
      doubling("double", callees),
      addition("add", callees),
      selection("select"),
      walk("walk", callees),
      repeatedSquaring("squareTimes", callees.square),
      multiplication("multiplyOrder", orderModulus),
    ],
    pages,
  );

/** @throws an error where there is no WebAssembly, or none that is allowed to run or knows vectors. */
export function startEngine(): Engine {
  const found: unknown = Reflect.get(globalThis, "WebAssembly");
  const host = found as WebAssemblyHost | undefined;
  if (host === undefined) throw new Error("no WebAssembly here");
  const { exports } = new host.Instance(new host.Module(sm2Module()));
  const words = new Int32Array(exports.memory.buffer);
  const limbsAt = (at: Address): Int32Array => words.subarray(at / 4, at / 4 + limbs);
  limbsAt(one).set(limbsOf(1n));
  limbsAt(fieldOne).set(limbsOf(radix % fieldModulus.value));
  limbsAt(fieldSquare).set(limbsOf((radix * radix) % fieldModulus.value));
  limbsAt(orderSquare).set(limbsOf((radix * radix) % orderModulus.value));
  const { multiply, squareTimes, multiplyOrder, double, add } = exports;
  return { multiply, squareTimes, multiplyOrder, double, add, walk: exports.walk, words, limbsAt };
}
