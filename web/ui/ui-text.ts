import { en } from "./text.en.ts";
import { defineText } from "./text.ts";
import { zh } from "./text.zh-CN.ts";

export const uiText = defineText(zh, en);
