/** A bounded memory: asking for an entry makes it the most recent, and the oldest one goes when the bound is passed. */
export interface Recent<Value> {
  get(name: string, make: () => Value): Value;
}

/** What `make` throws is not remembered. */
export function recent<Value>(capacity: number): Recent<Value> {
  const entries = new Map<string, { readonly value: Value }>();
  return {
    get(name, make) {
      const entry = entries.get(name) ?? { value: make() };
      entries.delete(name);
      entries.set(name, entry);
      if (entries.size > capacity) {
        for (const oldest of entries.keys()) {
          entries.delete(oldest);
          break;
        }
      }
      return entry.value;
    },
  };
}
