import { expect, test } from "vitest";
import { ConnectionError } from "../../../api/index.ts";
import { type LiveCode, phaseOf } from "./use-show-code.ts";

const code: LiveCode = {
  showCodeId: "0",
  code: "LZ1:TEST",
  shortCode: null,
  expiresAt: "2026-11-22T04:00:00Z",
  lifetimeSeconds: 60,
  until: 0,
  unit: undefined,
};
const nothing = { verified: false, code: undefined, timeUp: false, cutOff: false, error: null };

test("before the first code it is loading, and a live code is ready", () => {
  expect(phaseOf(nothing)).toBe("loading");
  expect(phaseOf({ ...nothing, code })).toBe("ready");
});

test("a code whose time is up is never shown, online or not", () => {
  expect(phaseOf({ ...nothing, code, timeUp: true })).toBe("expired");
  expect(phaseOf({ ...nothing, code, timeUp: true, cutOff: true })).toBe("offline");
});

test("a network that fails does not take a live code away", () => {
  expect(phaseOf({ ...nothing, code, cutOff: true, error: new ConnectionError() })).toBe("ready");
});

test("no code and no network is offline, no code and a refusal is an error", () => {
  expect(phaseOf({ ...nothing, error: new ConnectionError() })).toBe("offline");
  expect(phaseOf({ ...nothing, error: new Error("refused") })).toBe("error");
});

test("that somebody has looked outweighs everything", () => {
  expect(phaseOf({ verified: true, code, timeUp: true, cutOff: true, error: new Error("late") })).toBe(
    "verified",
  );
});
