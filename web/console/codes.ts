/** 持证主体代码类型 of GB/T 36903 by kind of holder; the usual one first. */
export const CODE_TYPES = {
  person: ["111", "414", "511", "516", "114", "115", "118", "119", "120", "122", "411", "412", "413", "999"],
  organisation: ["001", "099"],
} as const;
export type HolderKind = keyof typeof CODE_TYPES;

export const draftStates = ["open", "submitted", "sealing", "issued", "discarded"] as const;
export const typeStates = ["draft", "proposed", "published"] as const;
export const origins = ["made-here", "collected", "relayed"] as const;
export const licenceStatuses = [
  "valid",
  "pending",
  "suspended",
  "expired",
  "withdrawn",
  "rescinded",
  "revoked",
  "cancelled",
  "void",
] as const;
