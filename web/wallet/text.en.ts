import type { TextOf } from "../ui/index.ts";
import type { zh } from "./text.zh-CN.ts";

export const en = {
  app: "My licences",
  place: "Electronic licence platform",
  self: "Yourself",
  enterprise: "Enterprise",
  tabs: { licences: "Licences", uses: "History", notices: "Messages", me: "Me" },
} as const satisfies TextOf<typeof zh>;
