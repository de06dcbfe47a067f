export const zh = {
  title: "证照",
  whose: "以谁的名义",
  switching: "正在切换",
  switchFailed: "没有切换成功，请重试",
  self: "本人",
  enterprise: "企业",
  count: (n: number): string => `共 ${n} 份`,
  show: "亮证",
  view: "查看",
  notShowable: "现在不能亮证",
  reason: (reason: string): string => `原因：${reason}`,
  whatNow: "看看怎么办",
  empty: "名下还没有电子证照",
  emptyLead:
    "发证机关签发后，证照会自动出现在这里，不需要申领。如果您认为应当有，请带纸质证照到服务窗口核对，或拨打 12345。",
  call: "打电话问 12345",
  uses: "谁看过我的证照",
} as const;
