import fc from "fast-check";
import { expect, test } from "vitest";
import { gm, now, trust } from "../testing/people.ts";
import { aDocument, sealed, zip } from "../testing/sealed-package.ts";
import { verifyOfd } from "./index.ts";

const entries = sealed(aDocument());
const isValid = (bytes: Uint8Array) => verifyOfd(bytes, { gm, trust, now }).verdict.startsWith("valid");

// The list of signatures is nobody's word by design (further signatures must be able to extend it), so that
// attributes of its XML may change without harm; what such changes can do is in attacks.test.ts.
const guarded = [...entries].filter(([name]) => name !== "Doc_0/Signs/Signatures.xml");

test("flipping any bits of any covered entry, of Signature.xml, of the signed value or of the seal is never valid", {
  timeout: 60_000,
}, () => {
  expect(isValid(zip(entries))).toBe(true);
  fc.assert(
    fc.property(
      fc.constantFrom(...guarded),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      ([name, bytes], at, by) => {
        const changed = bytes.slice();
        const index = at % changed.length;
        changed[index] = (changed[index] ?? 0) ^ by;
        return !isValid(zip(new Map(entries).set(name, changed)));
      },
    ),
    { numRuns: 150 },
  );
});

test("every part of a signed value counts", { timeout: 60_000 }, () => {
  const name = "Doc_0/Signs/Sign_0/SignedValue.dat";
  const value = entries.get(name) ?? new Uint8Array();
  for (let at = 0; at < value.length; at += 19) {
    const changed = value.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(isValid(zip(new Map(entries).set(name, changed))), `byte ${at}`).toBe(false);
  }
});

test("removing or adding bytes at the end of a guarded entry is never valid", () => {
  for (const [name, bytes] of guarded) {
    expect(isValid(zip(new Map(entries).set(name, bytes.subarray(0, -1)))), name).toBe(false);
    expect(isValid(zip(new Map(entries).set(name, Uint8Array.of(...bytes, 32)))), name).toBe(false);
  }
});
