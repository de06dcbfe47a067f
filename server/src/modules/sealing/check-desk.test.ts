import { ProblemError } from "@liangzheng/problem";
import { expect, test } from "vitest";
import { createCheckDesk } from "./check-desk.ts";

test("the desk answers one file after the other from the same thread", async () => {
  const desk = createCheckDesk();
  const noFile = new TextEncoder().encode("no OFD");
  for (let turn = 0; turn < 3; turn++) {
    const answer = await desk
      .check(noFile, { anchors: [], crls: [] }, new Date(0))
      .catch((error: unknown) => error);
    expect(answer).toBeInstanceOf(ProblemError);
    expect((answer as ProblemError).message).toBe("this is not an OFD file");
  }
  await desk.close();
});
