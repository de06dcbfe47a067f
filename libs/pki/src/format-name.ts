import { encodeUtf8 } from "@liangzheng/bytes";
import type { Name, NameAttribute } from "./name.ts";
import { oids } from "./oids.ts";

/** RFC 4514 §3 labels, with those in common use beyond it, and the words a Chinese reader knows them by. */
const labels: ReadonlyMap<string, readonly [short: string, chinese: string]> = new Map([
  [oids.commonName, ["CN", "名称"]],
  [oids.organizationName, ["O", "单位"]],
  [oids.organizationalUnitName, ["OU", "部门"]],
  [oids.localityName, ["L", "市"]],
  [oids.stateOrProvinceName, ["ST", "省"]],
  [oids.countryName, ["C", "国家"]],
  [oids.streetAddress, ["STREET", "地址"]],
  [oids.serialNumber, ["SERIALNUMBER", "编号"]],
  [oids.organizationIdentifier, ["organizationIdentifier", "单位代码"]],
  [oids.surname, ["SN", "姓"]],
  [oids.givenName, ["GN", "名"]],
  [oids.title, ["T", "职务"]],
  [oids.emailAddress, ["E", "邮箱"]],
  [oids.domainComponent, ["DC", "域"]],
  [oids.userId, ["UID", "用户"]],
]);

// Control characters and the marks that turn the direction of writing would let a name show as another one.
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const hex = (byte: number): string => `\\${byte.toString(16).padStart(2, "0").toUpperCase()}`;

function escapeValue(value: string): string {
  return value
    .replace(/[\\,+"<>;=]/g, "\\$&")
    .replace(unseen, (character) => [...encodeUtf8(character)].map(hex).join(""))
    .replace(/^[ #]| $/g, "\\$&");
}

function formatAttribute({ type, value }: NameAttribute, chinese: boolean): string {
  const label = labels.get(type)?.[chinese ? 1 : 0] ?? type;
  return `${label}=${/^#(?:[0-9a-f]{2})+$/.test(value) ? value : escapeValue(value)}`;
}

const format = (name: Name, chinese: boolean): string =>
  [...name.rdns]
    .reverse()
    .map((rdn) => rdn.map((attribute) => formatAttribute(attribute, chinese)).join("+"))
    .join(", ");

/** RFC 4514, most specific first, Chinese characters left readable: `CN=示范市, O=…, C=CN`. */
export const formatName = (name: Name): string => format(name, false);

/** The same with Chinese labels: `名称=示范市, 单位=…, 国家=CN`. */
export const formatChineseName = (name: Name): string => format(name, true);
