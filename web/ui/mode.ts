import { storedChoice } from "./stored-choice.ts";

/** 标准 / 长辈版 / 高对比 (MIIT 移动互联网应用适老化通用设计规范). `first-paint.js` reads the same key before the first paint. */
export const MODES = ["normal", "elder", "contrast"] as const;
export type Mode = (typeof MODES)[number];

const choice = storedChoice<Mode>("lz.mode", MODES, (mode) => {
  document.documentElement.dataset["mode"] = mode;
});

export const getMode = choice.get;
export const setMode = choice.set;
export const useMode = choice.use;
