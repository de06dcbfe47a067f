import { useText } from "../ui/index.ts";
import { faultText } from "./fault-words.ts";

interface Required {
  readonly validate: (value: string | undefined) => true | string;
}

/** The rule of a field that must not be left blank, white space counting as nothing, in the words of its label. */
export function useRequired(): (label: string) => Required {
  const { rules } = useText(faultText);
  return (label) => ({ validate: (value) => (value ?? "").trim() !== "" || rules.required(label) });
}
