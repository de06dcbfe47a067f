/** Every app is built alone, from the folder of its name. */
export const APPS = ["wallet", "console", "officer", "public", "gallery"] as const;
export type App = (typeof APPS)[number];
