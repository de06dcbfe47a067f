export const zh = {
  app: "我的证照",
  place: "电子证照平台",
  self: "本人",
  enterprise: "企业",
  tabs: { licences: "证照", uses: "记录", notices: "消息", me: "我的" },
} as const;
