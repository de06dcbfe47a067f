import type { Random } from "../random.ts";

/** A county or district of the province that does not exist (GB/T 2260 has no 99xxxx). */
export interface County {
  readonly code: string;
  readonly name: string;
  readonly city: City;
}
export interface City {
  readonly code: string;
  readonly name: string;
}

export const province = { code: "990000", name: "演示省", sign: "演" } as const;
export const demoCity: City = { code: "990100", name: "演示市" };
export const secondCity: City = { code: "990200", name: "示范市" };

export const counties: readonly County[] = [
  { code: "990101", name: "演示县", city: demoCity },
  { code: "990102", name: "示例区", city: demoCity },
  { code: "990103", name: "云溪区", city: demoCity },
  { code: "990104", name: "临湖县", city: demoCity },
  { code: "990201", name: "青禾区", city: secondCity },
  { code: "990202", name: "白石县", city: secondCity },
];

export function countyOf(code: string): County {
  const county = counties.find((candidate) => candidate.code === code);
  if (county === undefined) throw new Error(`no county ${code}`);
  return county;
}

export const fullName = ({ city, name }: County): string => `${province.name}${city.name}${name}`;

const streets = [
  "示例街道",
  "和平路",
  "文昌街",
  "新华里",
  "长宁路",
  "青年路",
  "望湖路",
  "柳林街",
  "朝晖路",
  "春风里",
  "永安街",
  "育才路",
  "丰登路",
  "金桂街",
  "银杏路",
  "滨河路",
  "学府街",
  "紫薇路",
  "康宁街",
  "兴业路",
] as const;

/** Where somebody lives. */
export const homeAddress = (county: County, random: Random): string =>
  `${fullName(county)}${random.pick(streets)}${random.integer(1, 288)}号` +
  `${random.integer(1, 18)}幢${random.integer(1, 4)}单元${random.integer(1, 18)}0${random.integer(1, 4)}室`;

/** Where an enterprise sits. */
export const businessAddress = (county: County, random: Random): string =>
  `${fullName(county)}${random.pick(streets)}${random.integer(1, 399)}号` +
  random.pick(["", "1层", "2层201室", "A座6层", "产业园3号楼", "临街商铺"]);
