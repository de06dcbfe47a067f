export const zh = {
  title: "手输数字码",
  lead: "请持证人念出 10 位数字。数字码只有持证人选定的单位能用，一分钟内有效。",
  label: "10 位数字码",
  hint: "例如 123 456 7897",
  check: "核验",
  wrongLength: (n: number): string => `需要 10 位数字，现在是 ${n} 位`,
  missing: "请输入数字码",
  lockedTitle: "手输已暂停",
  locked: "输错次数过多。请改为扫码。",
  lockedUntil: (time: string): string => `${time} 之后可以再次手输。`,
  scan: "去扫码",
} as const;
