import { defineText } from "../../../ui/index.ts";
import { en } from "./template-words.en.ts";
import { zh } from "./template-words.zh-CN.ts";

export const templateText = defineText(zh, en);
