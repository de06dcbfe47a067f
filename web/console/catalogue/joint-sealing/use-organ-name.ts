import { useOperation } from "../../../api/index.ts";
import { useText } from "../../../ui/index.ts";
import { jointText } from "./joint-sealing-words.ts";

/** Bodies by their codes, as far as the server lists them at once; others are told by the code. */
export function useOrganName(): (code: string) => string {
  const { coded } = useText(jointText);
  const organs = useOperation("listOrgans", { query: {} }, { staleTime: 60_000 });
  const known = new Map(organs.data?.items.map(({ code, name }) => [code, name]));
  return (code) => known.get(code) ?? coded(code);
}
