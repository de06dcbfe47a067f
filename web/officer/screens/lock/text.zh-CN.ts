export const zh = {
  title: "已锁屏",
  lead: "两分钟没有操作，屏幕上的证照信息已清除。",
  open: "点按继续",
} as const;
