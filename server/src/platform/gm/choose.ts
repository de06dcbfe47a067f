import { type Gm, pureGm, type Random } from "@liangzheng/gm";
import { differences } from "./differences.ts";
import { fastGm } from "./fast.ts";
import { nativeGm } from "./native.ts";

/** The backend in use. `refused` is why no faster one is: the claims that those broke, each after its name. */
export interface ChosenGm extends Gm {
  readonly refused: readonly string[];
}

type Start = (random: Random) => Gm;

/** By name, the fastest first. The pure one is not among them: it is the reference, and what is left. */
export const backends: Readonly<Record<string, Start>> = { wasm: fastGm, native: nativeGm };

/**
 * The first backend that proves itself equal to the pure one. Takes a fraction of a second: for the start of a process.
 * A build of Node without SM2, SM3 or SM4 ends with the pure one too.
 */
export function chooseGm(random: Random, candidates: Readonly<Record<string, Start>> = backends): ChosenGm {
  const pure = pureGm(random);
  const refused: string[] = [];
  for (const [name, start] of Object.entries(candidates)) {
    const [gm, faults] = prove(() => start(random), pure);
    if (gm !== undefined && faults.length === 0) return { ...gm, refused };
    refused.push(...faults.map((fault) => `${name}: ${fault}`));
  }
  return { ...pure, refused };
}

function prove(start: () => Gm, pure: Gm): readonly [Gm | undefined, readonly string[]] {
  try {
    const gm = start();
    return [gm, differences(gm, pure)];
  } catch (error) {
    return [undefined, [error instanceof Error ? error.message : "did not start"]];
  }
}
