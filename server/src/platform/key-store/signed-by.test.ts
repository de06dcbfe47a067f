import { expect, test } from "vitest";
import { signedBy } from "./signed-by.ts";

const message = Uint8Array.of(1, 2, 3);
const signature = Uint8Array.of(9);

test("a key that answers at once costs one run, and nobody waits", () => {
  let runs = 0;
  const made = signedBy(
    () => signature,
    (sign) => {
      runs++;
      return [...sign(message)];
    },
  );
  expect([made, runs]).toEqual([[9], 1]);
});

test("a key that answers later is asked once, for what the second run signs too", async () => {
  const asked: Uint8Array[] = [];
  const made = signedBy(
    async (wanted) => {
      asked.push(wanted);
      return signature;
    },
    (sign) => [0, ...sign(message)],
  );
  expect(made).toBeInstanceOf(Promise);
  expect([await made, asked]).toEqual([[0, 9], [message]]);
});

test("a maker that signs something else the second time is found out", async () => {
  let runs = 0;
  const made = signedBy(
    async () => signature,
    (sign) => sign(Uint8Array.of(runs++)),
  );
  await expect(made).rejects.toThrow("differs between two runs");
});

test("a signature that is refused is the maker's failure, and one that throws before it leaves nothing unheard", async () => {
  const refuse = async (): Promise<Uint8Array> => {
    throw new Error("no key");
  };
  await expect(signedBy(refuse, (sign) => sign(message))).rejects.toThrow("no key");
  expect(() =>
    signedBy(refuse, (sign) => {
      sign(message);
      throw new Error("too long");
    }),
  ).toThrow("too long");
});
