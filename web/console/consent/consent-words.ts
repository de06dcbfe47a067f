import { defineText } from "../../ui/index.ts";
import { en } from "./consent-words.en.ts";
import { zh } from "./consent-words.zh-CN.ts";

export const consentText = defineText(zh, en);
