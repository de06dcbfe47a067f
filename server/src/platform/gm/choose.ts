import { type Gm, pureGm, type Random } from "@liangzheng/gm";
import { differences } from "./differences.ts";
import { nativeGm } from "./native.ts";

/** The backend in use. `refused` is why the native one is not it: the claims it broke; empty when it is in use. */
export interface ChosenGm extends Gm {
  readonly refused: readonly string[];
}

/**
 * The native backend when it proves itself equal to the pure one, else the pure one with the reasons. Takes a fraction
 * of a second: for the start of a process. A build of Node without SM2, SM3 or SM4 ends with the pure one too.
 */
export function chooseGm(random: Random, candidate: () => Gm = nativeGm): ChosenGm {
  const pure = pureGm(random);
  try {
    const native = candidate();
    const refused = differences(native, pure);
    return { ...(refused.length === 0 ? native : pure), refused };
  } catch (error) {
    return {
      ...pure,
      refused: [error instanceof Error ? error.message : "the native backend did not start"],
    };
  }
}
