import { defineText } from "../../ui/index.ts";
import { en } from "./catalogue-words.en.ts";
import { zh } from "./catalogue-words.zh-CN.ts";

export const catalogueText = defineText(zh, en);
