import type { Verification } from "@liangzheng/contract";
import { useQueryClient } from "@tanstack/react-query";
import { operationKey, useAct } from "../api/index.ts";
import { useNavigation } from "../ui/index.ts";
import { useStop } from "./stop.ts";

export interface Redeem {
  readonly check: (code: string) => void;
  readonly pending: boolean;
  readonly error: Error | null;
  /** The same code once more, as the same act: an answer lost on the way is not lost. */
  readonly retry: () => void;
  readonly forget: () => void;
}

/** From a code to its verdict. */
export function useRedeem(): Redeem {
  const stop = useStop();
  const client = useQueryClient();
  const { navigate } = useNavigation();
  const act = useAct("redeemShowCode");
  const { mutate, isPending, variables } = act;

  const show = (verification: Verification): void => {
    const { verificationId } = verification;
    client.setQueryData(operationKey("getVerification", { params: { verificationId } }), verification);
    buzz(verification);
    navigate(`/verifications/${verificationId}`);
  };
  const send = (input: NonNullable<typeof variables>): void => mutate(input, { onSuccess: show });

  return {
    check: (code) => {
      if (!stop || isPending) return;
      const place = stop.place.trim();
      send({ body: { code: code.trim().slice(0, 200), purpose: stop.purpose, ...(place && { place }) } });
    },
    pending: isPending,
    error: act.error,
    retry: () => variables && send(variables),
    forget: act.reset,
  };
}

/** One short buzz for valid, three long ones for anything else: felt without looking. */
function buzz({ outcome, answer }: Verification): void {
  navigator.vibrate?.(outcome === "answered" && answer === 0 ? 80 : [220, 90, 220, 90, 220]);
}
