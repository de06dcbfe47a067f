import { defineText } from "../../ui/index.ts";
import { en } from "./life-words.en.ts";
import { zh } from "./life-words.zh-CN.ts";

/** The words of a seal's life. */
export const lifeText = defineText(zh, en);
