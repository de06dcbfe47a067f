import { defineText } from "../ui/index.ts";

export const dialogText = defineText(
  {
    cancel: "取消",
    reasonMissing: "请写明理由",
    reasonLong: "理由不能超过 500 字",
    unsaved: {
      title: "不保存就离开？",
      lead: "填写的内容还没有保存，离开后找不回来。",
      leave: "离开，不保存",
      stay: "继续填写",
    },
  },
  {
    cancel: "Cancel",
    reasonMissing: "Give a reason",
    reasonLong: "The reason has more than 500 characters",
    unsaved: {
      title: "Leave without saving?",
      lead: "What you typed is not saved yet and would be lost.",
      leave: "Leave without saving",
      stay: "Keep writing",
    },
  },
);
