import type { TextOf } from "../../../ui/index.ts";
import type { zh } from "./text.zh-CN.ts";

export const en = {
  title: "No such page",
  lead: "The address may be wrong, or the page has moved.",
  home: "Back to my licences",
} as const satisfies TextOf<typeof zh>;
