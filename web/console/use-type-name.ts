import { useOperation } from "../api/index.ts";
import { useLanguage } from "../ui/index.ts";

/** The name of a licence type in the language of the page, where an answer carries the Chinese one alone. */
export function useTypeName(): (one: { readonly typeKey: string; readonly typeName: string }) => string {
  const english = useLanguage() === "en";
  const types = useOperation("listLicenceTypes", {}, { enabled: english });
  return ({ typeKey, typeName }) =>
    (english && types.data?.items.find((type) => type.typeKey === typeKey)?.nameEn) || typeName;
}
