import { expect, test } from "vitest";
import { aDeviceClaim, aPaperClaim, issue, questionOf, show } from "../testing/offline-world.ts";
import { decodeBase45, encodeBase45 } from "./base45.ts";
import { ShowCodeError } from "./error.ts";
import { encodeOfflineCode, parseOfflineCode } from "./offline-code.ts";
import { verifyOfflineCode } from "./verify-offline-code.ts";

const accepted = ["valid", "signature-valid-status-pending"];

/** Whether a text is taken for genuine. */
function genuine(text: string): boolean {
  try {
    return accepted.includes(verifyOfflineCode(questionOf(text)).outcome);
  } catch (error) {
    expect(error).toBeInstanceOf(ShowCodeError);
    return false;
  }
}

const codes = [
  ["a device's code", show(issue(aDeviceClaim()))],
  ["a paper code", encodeOfflineCode(issue(aPaperClaim()))],
] as const;

test.each(codes)("%s with any one bit of its bytes changed is not genuine", (_, text) => {
  expect(genuine(text)).toBe(true);
  const bytes = decodeBase45(text.slice(4));
  const passed = Array.from({ length: bytes.length * 8 }, (_, bit) => bit).filter((bit) => {
    const changed = bytes.slice();
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return genuine(`LZ2:${encodeBase45(changed)}`);
  });
  expect(passed).toEqual([]);
});

test.each(codes)(
  "%s with any one bit of its text changed is not genuine, unless it is the same text to a scanner",
  (_, text) => {
    const whole = parseOfflineCode(text);
    for (let at = 0; at < text.length; at++)
      for (let bit = 0; bit < 16; bit++) {
        const changed =
          text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << bit)) + text.slice(at + 1);
        if (genuine(changed)) expect(parseOfflineCode(changed)).toEqual(whole);
      }
  },
);
