export const zh = {
  title: "我的",
  self: "本人",
  acting: (name: string): string => `正在以“${name}”的名义使用`,
  switchBack: "在首页切换名义",
  display: "显示",
  displayLead: "长辈版：字更大、按钮更大；高对比：黑底亮字。",
  language: "语言",
  help: "帮助",
  phone: { title: "电话 12345", lead: "政务服务便民热线，人工接听" },
  window: {
    title: "服务窗口",
    lead: "带身份证件到任一政务服务窗口，可查询、打印、更正，也可由工作人员帮办。",
  },
  paper: { title: "没带手机时", lead: "可以到窗口或自助机打印纸质证照。纸质证照与电子证照具有同等效力。" },
  privacy: {
    title: "您的信息如何使用",
    lead: "敏感信息经您当场同意才会给对方看；每次使用都记录并告诉您；记录里不保存证照内容。",
  },
  signOut: "退出登录",
  signOutFailed: "没有退出成功，请重试",
  demo: "演示环境：人物、证照和编号均为虚构。",
} as const;
