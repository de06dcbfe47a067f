import { expect, test } from "vitest";
import { CameraError, cameraFault } from "./scanner.ts";

const named = (name: string): Error => Object.assign(new Error(name), { name });

test.each([
  [named("NotAllowedError"), "denied"],
  [named("NotFoundError"), "missing"],
  [named("OverconstrainedError"), "missing"],
  [named("SecurityError"), "insecure"],
  [named("NotReadableError"), "busy"],
  [new CameraError("decoder"), "decoder"],
  ["nonsense", "busy"],
])("%s is shown as %s", (error, fault) => {
  expect(cameraFault(error)).toBe(fault);
});
