import { defineText } from "../../ui/index.ts";
import { en } from "./licence-words.en.ts";
import { zh } from "./licence-words.zh-CN.ts";

export const licenceText = defineText(zh, en);
