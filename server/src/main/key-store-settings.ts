import { resolve } from "node:path";
import { keyStoreNames } from "@liangzheng/contract";
import type { StoreName } from "../platform/key-store/key-store.ts";
import type { KeyStoreSettings } from "../platform/key-store/open-key-stores.ts";

/** Name, what it means, and what holds when it is not set. */
export const keyStoreSettings = {
  LIANGZHENG_KEYSTORE: [
    "Where new keys of seals and authorities are made: `software` (no certified 商用密码产品) or `sdf` (a device of GM/T 0018)",
    "software",
  ],
  LIANGZHENG_SDF_LIBRARY: [
    "The vendor's library of GM/T 0018; also needed while keys lie in the device",
    "required with LIANGZHENG_KEYSTORE=sdf",
  ],
  LIANGZHENG_SDF_SLOTS: ["Key indexes of the device that are ours, first and last, as in `1-64`", "1-64"],
  LIANGZHENG_SDF_PASSWORD_FILE: [
    "File whose first line is the access code of those keys, mode 0600",
    "required with LIANGZHENG_SDF_LIBRARY",
  ],
} as const;
type Setting = keyof typeof keyStoreSettings;

/** The standard numbers keys from 1; our handles keep a slot in two octets. */
const mostSlots = 4096;

export function readKeyStore(
  value: (name: Setting) => string | undefined,
  fault: (name: Setting, what: string) => void,
  folder: string,
): KeyStoreSettings {
  const wanted = value("LIANGZHENG_KEYSTORE") ?? "software";
  const store: StoreName = keyStoreNames.find((name) => name === wanted) ?? "software";
  if (store !== wanted) fault("LIANGZHENG_KEYSTORE", `must be one of: ${keyStoreNames.join(", ")}`);
  const library = value("LIANGZHENG_SDF_LIBRARY");
  const passwordFile = value("LIANGZHENG_SDF_PASSWORD_FILE");
  const [, first = 0, last = 0] =
    /^(\d{1,5})-(\d{1,5})$/.exec(value("LIANGZHENG_SDF_SLOTS") ?? "1-64")?.map(Number) ?? [];
  if (first < 1 || last < first || last > mostSlots)
    fault("LIANGZHENG_SDF_SLOTS", `must be two numbers from 1 to ${mostSlots}, as in 1-64`);
  if (library === undefined) {
    if (store === "sdf") fault("LIANGZHENG_SDF_LIBRARY", "is missing: LIANGZHENG_KEYSTORE=sdf wants it");
    return { store, sdf: undefined };
  }
  if (passwordFile === undefined)
    fault("LIANGZHENG_SDF_PASSWORD_FILE", "is missing: LIANGZHENG_SDF_LIBRARY wants it");
  return {
    store,
    sdf: {
      library: resolve(folder, library),
      slots: [first, last],
      passwordFile: resolve(folder, passwordFile ?? ""),
    },
  };
}
