export const zh = {
  title: "没有这个页面",
  lead: "地址可能有误，或者页面已经移走。",
  home: "回到扫码",
} as const;
