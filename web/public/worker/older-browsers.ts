/*
 * What the libraries use and Chrome 86 does not have yet: the build lowers syntax, and leaves functions as they are.
 */

const absent = (prototype: object, members: Readonly<Record<string, unknown>>): void => {
  for (const [name, value] of Object.entries(members))
    if (!(name in prototype)) Object.defineProperty(prototype, name, { value, writable: true });
};

function at(this: ArrayLike<unknown>, index: number): unknown {
  return this[index < 0 ? this.length + index : index];
}

absent(Array.prototype, {
  at,
  toSorted(this: unknown[], compare?: (a: unknown, b: unknown) => number) {
    return [...this].sort(compare);
  },
  toReversed(this: unknown[]) {
    return [...this].reverse();
  },
  findLast(this: unknown[], wanted: (one: unknown) => boolean) {
    return [...this].reverse().find(wanted);
  },
  findLastIndex(this: unknown[], wanted: (one: unknown) => boolean) {
    const index = [...this].reverse().findIndex(wanted);
    return index < 0 ? -1 : this.length - 1 - index;
  },
});
absent(Object.getPrototypeOf(Uint8Array.prototype) as object, { at });
absent(String.prototype, {
  at,
  isWellFormed(this: string) {
    return !/\p{Cs}/u.test(this);
  },
  toWellFormed(this: string) {
    return this.replace(/\p{Cs}/gu, "\ufffd");
  },
});
