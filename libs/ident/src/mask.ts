/** How a field is shown where its full value is not needed. Names as in the licence type definitions. */
export const presentMasks = ["surname-keep", "first6-last2", "to-county", "last4"] as const;
export type PresentMask = (typeof presentMasks)[number];

/** Keeps so many characters at either end; hides the whole when what would be kept is all there is. */
function keepEnds(text: string, first: number, last: number): string {
  const characters = Array.from(text);
  if (characters.length <= first + last) return "*".repeat(characters.length);
  const hidden = "*".repeat(characters.length - first - last);
  return characters.slice(0, first).join("") + hidden + characters.slice(characters.length - last).join("");
}

/** `演**`: the first character, whatever the name's script. A name of one character is hidden. */
export const maskName = (name: string): string => keepEnds(name, 1, 0);

/** `990101**********14`: of a citizen number this leaves the division and the last two characters. */
export const maskNumber = (number: string): string => keepEnds(number, 6, 2);

/** `*******0001`. */
export const maskToLast4 = (text: string): string => keepEnds(text, 0, 4);

// The signs of a road, a town or a house end the search, but a few cities and counties carry 镇, 乡, 路 or 道 in their
// names (镇江市, 新乡市, 路桥区, 通道侗族自治县): there it stands among the first characters.
const province = "(?:[^省市区县旗]{2,8}(?:省|自治区|特别行政区))?";
const city = "(?:(?:镇江|新乡|萍乡|景德镇|[^省市区县旗盟路街镇乡村号]{1,12})(?:市(?!场)|自治州|州|地区|盟))?";
const county =
  "(?:[^省市区县旗街村号巷弄]{1,2}[^省市区县旗街村号巷弄路道镇乡]{0,10}" +
  "(?:县|旗|(?<![小社园校厂景])区(?!街道)|市(?!场)))?";
const upToCounty = new RegExp(`^${province}${city}${county}`, "u");

/**
 * `演示省演示市演示县***`: cuts a Chinese address after the county. Where the words do not show one it cuts earlier, never
 * later than it can tell, so an address in another form is hidden whole.
 */
export const maskAddress = (address: string): string => `${upToCounty.exec(address)?.[0] ?? ""}***`;

export function mask(value: string, rule: PresentMask): string {
  switch (rule) {
    case "surname-keep":
      return maskName(value);
    case "first6-last2":
      return maskNumber(value);
    case "to-county":
      return maskAddress(value);
    case "last4":
      return maskToLast4(value);
  }
}
