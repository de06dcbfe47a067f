export const zh = {
  title: "核验记录",
  lead: "只记录核验本身，不保存证照内容。",
  empty: "还没有核验记录",
  emptyLead: "扫码核验后，这里会出现记录。",
  scan: "去扫码",
  unknownType: "未识别的码",
  someCode: "亮证码",
  more: "更早的记录",
} as const;
