import { expect, test } from "vitest";
import { certificateName } from "./certificate-name.ts";

test("a reader is told the name and whose it is", () => {
  expect(certificateName("CN=演示市交通运输局电子证照专用章, OU=119901, O=演示市交通运输局, C=CN")).toEqual({
    name: "演示市交通运输局电子证照专用章",
    body: "演示市交通运输局",
  });
});

test("a comma inside a value stays in it", () => {
  expect(certificateName("CN=Seals\\, Ltd,O=Peer Test,C=CN")).toEqual({
    name: "Seals, Ltd",
    body: "Peer Test",
  });
});

test("the same name twice is told once, and what is no name as it came", () => {
  expect(certificateName("CN=某局, O=某局")).toEqual({ name: "某局", body: undefined });
  expect(certificateName("somebody")).toEqual({ name: "somebody", body: undefined });
});
