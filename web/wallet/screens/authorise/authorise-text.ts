import { defineText } from "../../../ui/index.ts";
import { en } from "./text.en.ts";
import { zh } from "./text.zh-CN.ts";

export const authoriseText = defineText(zh, en);
