import { defineText } from "../../ui/index.ts";
import { en } from "./issuance-words.en.ts";
import { zh } from "./issuance-words.zh-CN.ts";

export const issuanceText = defineText(zh, en);
