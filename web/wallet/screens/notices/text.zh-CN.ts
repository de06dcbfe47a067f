export const zh = {
  title: "消息",
  unread: (n: number): string => `${n} 条未读`,
  allRead: "全部已读",
  isUnread: "未读",
  empty: "还没有消息",
  emptyLead: "证照签发、状态变化、有人核验您的证照时，会在这里告诉您。",
  more: "更早的消息",
  open: "查看证照",
  uses: "查看使用记录",
  openRequest: "查看请求",
  issued: {
    title: (type: string): string => `${type}已签发`,
    lead: (unit: string): string => `${unit}为您签发了新的电子证照，现在就可以使用。`,
  },
  changed: {
    title: (type: string, status: string): string => `${type}${status}`,
    lead: "证照状态有变化，详情和办法请看证照页。",
  },
  used: {
    title: (type: string): string => `有人核验了您的${type}`,
    lead: "如果不是您出示的，请拨打 12345 反映。",
  },
  sealing: {
    title: (type: string, change: string): string =>
      `${type}：联合盖章${change === "overdue" ? "已逾期" : change === "refused" ? "被拒绝" : change === "withdrawn" ? "已收回" : change === "ended" ? "已终止，有单位拒绝" : "等待处理"}`,
    lead: "请到政务工作台的“联合盖章”中查看。",
  },
  seal: {
    title: (seal: string): string => `电子印章“${seal}”有变动`,
    lead: "登记、制作、启用、停用或注销都会告知。请到办理单位查询详情。",
  },
  asked: {
    title: (type: string): string => `有人请求查看${type}的更多信息`,
    lead: "是否同意由您决定，请在亮证页面选择。",
  },
  useAsked: {
    title: (unit: string, type: string): string => `${unit}请求看您的${type}`,
    lead: "给不给、给哪几项，由您决定。7 天内不答复，视为不同意。",
  },
  withdrawn: {
    title: (unit: string, type: string): string => `您撤回了给${unit}的授权（${type}）`,
    lead: "已经立即失效，对方不能再查看。",
  },
  other: "系统消息",
  facts: {
    unit: "单位",
    officer: "人员",
    item: "办理事项",
    businessNumber: "办件编号",
    purpose: "用途",
    outcome: "结果",
    status: "现在的状态",
    reason: "原因",
    act: "变动",
  },
  someLicence: "证照",
  someUnit: "发证机关",
} as const;
