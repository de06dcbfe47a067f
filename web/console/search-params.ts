type Search = Readonly<Record<string, unknown>>;

/** Filters of a list as its address holds them: strings, and nothing that is empty or unknown. */
export const readSearch =
  <const Name extends string>(...names: readonly Name[]) =>
  (search: Search): { readonly [K in Name]?: string } => {
    const found: { [K in Name]?: string } = {};
    for (const name of names) {
      const value = search[name];
      // The router reads `name=123` as a number and `failed=true` as a truth value.
      if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
        found[name] = String(value);
    }
    return found;
  };

/** `/drafts?state=open`; what is empty stays out of the address. */
export function withSearch(path: string, search: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) if (value) query.set(name, value);
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** One of the values, or nothing: an address can hold anything. */
export const oneOf = <const Value extends string>(
  values: readonly Value[],
  given: string | undefined,
): Value | undefined => values.find((value) => value === given);
