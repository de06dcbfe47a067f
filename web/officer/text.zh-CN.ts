export const zh = {
  app: "亮证核验",
  place: "电子证照平台",
  tabs: { scan: "扫码", history: "记录", me: "我的" },
  notOfficer: "这个账号不是执法或核验人员",
  notOfficerLead: "请使用单位开通的核验账号登录；如需开通，请联系本单位管理员。",
  signOut: "退出登录",
} as const;
