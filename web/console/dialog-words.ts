import { defineText } from "../ui/index.ts";

export const dialogText = defineText(
  { cancel: "取消", reasonMissing: "请写明理由", reasonLong: "理由不能超过 500 字" },
  { cancel: "Cancel", reasonMissing: "Give a reason", reasonLong: "The reason has more than 500 characters" },
);
