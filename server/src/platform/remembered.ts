/**
 * A bounded memory of what is costly to work out and never changes. What nobody asks for is forgotten after one to two
 * lives. Two generations: no entry is moved when it is read, and none is looked for to be thrown out.
 */
export function remembered<Value>(
  { capacity = 20_000, lifeMs = 300_000 } = {},
  clock: () => number = () => performance.now(),
): (name: string, make: () => Value) => Value {
  let young = new Map<string, Value>();
  let old = new Map<string, Value>();
  let bornAt = clock();
  return (name, make) => {
    const at = clock();
    if (young.size >= capacity / 2 || at - bornAt >= lifeMs) {
      old = at - bornAt >= 2 * lifeMs ? new Map() : young;
      young = new Map();
      bornAt = at;
    }
    const known = young.get(name);
    if (known !== undefined) return known;
    const value = old.get(name) ?? make();
    young.set(name, value);
    return value;
  };
}
