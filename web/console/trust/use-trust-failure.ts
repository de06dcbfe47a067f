import { useText } from "../../ui/index.ts";
import { useSayFault } from "../fault-words.ts";
import { useFormFailure } from "../form-failure.ts";
import { trustText } from "./trust-words.ts";

/** What the server refuses of certificates and lists, in words. */
export function useTrustFailure(): (error: unknown) => unknown {
  const { rules } = useText(trustText);
  const say = useSayFault();
  return useFormFailure((fault) =>
    Object.hasOwn(rules, fault.rule) ? rules[fault.rule as keyof typeof rules] : say(fault),
  );
}
