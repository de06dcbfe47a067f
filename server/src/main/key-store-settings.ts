import { resolve } from "node:path";
import { keyStoreNames } from "@liangzheng/contract";
import type { StoreName } from "../platform/key-store/key-store.ts";
import type { KeyStoreSettings, Pkcs11Settings, SdfSettings } from "../platform/key-store/open-key-stores.ts";

/** Name, what it means, and what holds when it is not set. */
export const keyStoreSettings = {
  LIANGZHENG_KEYSTORE: [
    "Where new keys of seals and authorities are made: `software` (no certified 商用密码产品), `sdf` (a device of GM/T 0018) or `pkcs11` (a token of PKCS #11)",
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
  LIANGZHENG_PKCS11_LIBRARY: [
    "The vendor's module of PKCS #11; also needed while keys lie in the token",
    "required with LIANGZHENG_KEYSTORE=pkcs11",
  ],
  LIANGZHENG_PKCS11_TOKEN: ["Label of the token", "required with LIANGZHENG_PKCS11_LIBRARY"],
  LIANGZHENG_PKCS11_PIN_FILE: [
    "File whose first line is the user's PIN, mode 0600",
    "required with LIANGZHENG_PKCS11_LIBRARY",
  ],
  LIANGZHENG_PKCS11_KEY_LABEL: ["Label of the keys in the token that are ours", "liangzheng"],
  LIANGZHENG_PKCS11_SM2_SIGN: [
    "The vendor's number of the mechanism that signs by SM2 a digest of 32 bytes which is ready, as in `0x80000001`",
    "required with LIANGZHENG_PKCS11_LIBRARY",
  ],
  LIANGZHENG_PKCS11_SM2_GENERATE: [
    "The number of the mechanism that makes a pair of SM2 keys",
    "the token's administrator makes the keys",
  ],
  LIANGZHENG_PKCS11_SM2_KEY_TYPE: [
    "The number of the type of SM2 keys",
    "0x3 (CKK_EC, with the curve of SM2)",
  ],
} as const;
type Setting = keyof typeof keyStoreSettings;

type Value = (name: Setting) => string | undefined;
type Fault = (name: Setting, what: string) => void;

/** The standard numbers keys from 1; our handles keep a slot in two octets. */
const mostSlots = 4096;

export function readKeyStore(value: Value, fault: Fault, folder: string): KeyStoreSettings {
  const wanted = value("LIANGZHENG_KEYSTORE") ?? "software";
  const store: StoreName = keyStoreNames.find((name) => name === wanted) ?? "software";
  if (store !== wanted) fault("LIANGZHENG_KEYSTORE", `must be one of: ${keyStoreNames.join(", ")}`);
  const [sdf, pkcs11] = [readSdf(value, fault, folder), readPkcs11(value, fault, folder)];
  const libraries = { sdf: "LIANGZHENG_SDF_LIBRARY", pkcs11: "LIANGZHENG_PKCS11_LIBRARY" } as const;
  if (store !== "software" && { sdf, pkcs11 }[store] === undefined)
    fault(libraries[store], `is missing: LIANGZHENG_KEYSTORE=${store} wants it`);
  return { store, sdf, pkcs11 };
}

function readSdf(value: Value, fault: Fault, folder: string): SdfSettings | undefined {
  const library = value("LIANGZHENG_SDF_LIBRARY");
  const passwordFile = value("LIANGZHENG_SDF_PASSWORD_FILE");
  const [, first = 0, last = 0] =
    /^(\d{1,5})-(\d{1,5})$/.exec(value("LIANGZHENG_SDF_SLOTS") ?? "1-64")?.map(Number) ?? [];
  if (first < 1 || last < first || last > mostSlots)
    fault("LIANGZHENG_SDF_SLOTS", `must be two numbers from 1 to ${mostSlots}, as in 1-64`);
  if (library === undefined) return undefined;
  if (passwordFile === undefined)
    fault("LIANGZHENG_SDF_PASSWORD_FILE", "is missing: LIANGZHENG_SDF_LIBRARY wants it");
  return {
    library: resolve(folder, library),
    slots: [first, last],
    passwordFile: resolve(folder, passwordFile ?? ""),
  };
}

/** CKK_EC. */
const ellipticCurve = 3;

function readPkcs11(value: Value, fault: Fault, folder: string): Pkcs11Settings | undefined {
  const number = (name: Setting): number | undefined => {
    const text = value(name);
    if (text === undefined) return undefined;
    if (!/^0x[0-9a-f]{1,8}$/i.test(text)) fault(name, "must be a number as in 0x80000001");
    return Number(text);
  };
  const [sign, generate, keyType = ellipticCurve] = [
    number("LIANGZHENG_PKCS11_SM2_SIGN"),
    number("LIANGZHENG_PKCS11_SM2_GENERATE"),
    number("LIANGZHENG_PKCS11_SM2_KEY_TYPE"),
  ];
  const library = value("LIANGZHENG_PKCS11_LIBRARY");
  if (library === undefined) return undefined;
  for (const name of [
    "LIANGZHENG_PKCS11_TOKEN",
    "LIANGZHENG_PKCS11_PIN_FILE",
    "LIANGZHENG_PKCS11_SM2_SIGN",
  ] as const)
    if (value(name) === undefined) fault(name, "is missing: LIANGZHENG_PKCS11_LIBRARY wants it");
  return {
    library: resolve(folder, library),
    token: value("LIANGZHENG_PKCS11_TOKEN") ?? "",
    pinFile: resolve(folder, value("LIANGZHENG_PKCS11_PIN_FILE") ?? ""),
    keyLabel: value("LIANGZHENG_PKCS11_KEY_LABEL") ?? "liangzheng",
    sign: sign ?? 0,
    generate,
    keyType,
  };
}
