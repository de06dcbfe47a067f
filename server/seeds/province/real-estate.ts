import type { Random } from "../random.ts";
import { addDays, addYears, earlier, endOfTerm, inWords, later, yearOf } from "./day.ts";
import { type County, counties, demoCity, province } from "./divisions.ts";
import type { PlannedEnterprise } from "./enterprises.ts";
import type { Couple } from "./families.ts";
import type { PlannedPerson } from "./people.ts";
import {
  enterpriseHolder,
  type Particulars,
  type PlannedLicence,
  personHolder,
  planLicence,
  type Scene,
} from "./planned-licence.ts";

interface Estate {
  readonly owners: readonly PlannedPerson[] | PlannedEnterprise;
  readonly county: County;
  readonly notBefore: string;
}

/** Titles of couples, of single persons and of a few enterprises; every second one is mortgaged to a bank. */
export function planRealEstate(scene: Scene, couples: readonly Couple[]): PlannedLicence[] {
  const random = scene.random("real estate");
  const local = (county: County): boolean => county.city === demoCity;
  const joint = couples
    .filter(({ wife }) => local(wife.county))
    .map(
      ({ husband, wife, marriedOn }): Estate => ({
        owners: [husband, wife],
        county: wife.county,
        notBefore: marriedOn,
      }),
    );
  const single = random
    .shuffled(scene.people.all.slice(Object.keys(scene.people.cast).length))
    .filter(({ county }) => local(county))
    .slice(0, 76)
    .map(
      (person): Estate => ({
        owners: [person],
        county: person.county,
        notBefore: addYears(person.birth, 18),
      }),
    );
  const business = scene.enterprises.all
    .filter(({ county }, at) => local(county) && at % 6 === 1)
    .map((owner): Estate => ({ owners: owner, county: owner.county, notBefore: owner.foundedOn }));
  const banks = scene.enterprises.all.filter(({ trade }) => trade === "bank");
  return [...joint, ...single, ...business].flatMap((estate, at) => {
    const title = titleOf(scene, estate, random);
    if (at % 2 === 1) return [title];
    const proof = mortgageProof(scene, title, random.pick(banks), random);
    const documentNumber = proof.content.number;
    return [
      { ...title, flags: [{ kind: "mortgage", source: "演示市不动产登记中心", documentNumber }] },
      proof,
    ];
  });
}

function titleOf(scene: Scene, { owners, county, notBefore }: Estate, random: Random): PlannedLicence {
  const bought = later(
    later("2016-03-01", addDays(notBefore, 40)),
    addDays(scene.today, -random.integer(60, 3200)),
  );
  const issuedOn = earlier(bought, addDays(scene.today, -8));
  const sequence = sequenceOf(scene, "title", issuedOn);
  const people = "uscc" in owners ? [] : owners;
  const isHome = !("uscc" in owners);
  const isShared = people.length > 1 && random.chance(0.25);
  const floorArea = isHome ? random.integer(5800, 16800) / 100 : random.integer(52000, 480000) / 100;
  const building = random.integer(1, 32);
  const room = `${random.integer(1, 18)}0${random.integer(1, 4)}`;
  const term = inWords(endOfTerm(addDays(issuedOn, -random.integer(300, 2000)), isHome ? 70 : 50));
  const particulars: Particulars = {
    number: `${province.sign}(${yearOf(issuedOn)})${county.name}不动产权第${sequence}号`,
    holders: "uscc" in owners ? [enterpriseHolder(owners)] : owners.map(personHolder),
    issuedOn,
    validFrom: issuedOn,
    validTo: null,
    fields: {
      GYQK: people.length < 2 ? "单独所有" : isShared ? "按份共有（各占二分之一）" : "共同共有",
      ZL: `${province.name}${county.city.name}${county.name}${random.pick(estates)}${building}号楼${random.integer(1, 3)}单元${room}室`,
      BDCDYH: unitNumber(scene, county, building, room),
      QLLX: "国有建设用地使用权/房屋所有权",
      QLXZ: isHome ? random.pick(["出让/市场化商品房", "出让/市场化商品房", "划拨/房改房"]) : "出让/自建房",
      YT: isHome
        ? "城镇住宅用地/住宅"
        : random.pick(["工业用地/厂房", "商务金融用地/办公", "零售商业用地/商业服务"]),
      MJ: `共有宗地面积${random.integer(8000, 56000)}.00平方米/房屋建筑面积${floorArea.toFixed(2)}平方米`,
      SYQX: `国有建设用地使用权至${term}止`,
      QLQTZK: `房屋结构：${random.pick(["钢筋混凝土结构", "混合结构"])}；总层数：${random.integer(6, 33)}层`,
      ZHLSH: sequence,
    },
  };
  return planLicence(scene, "real-estate-title", "land", particulars);
}

const estates = [
  "示例路8号和园",
  "望湖路66号湖景苑",
  "文昌街12号书香里",
  "学府街9号桂花城",
  "滨河路101号河畔新居",
  "丰登路3号禾家园",
];

/** 不动产单元号, 28 characters: county, cadastral area and sub-area, GB, parcel, F, building and unit. */
function unitNumber(scene: Scene, county: County, building: number, room: string): string {
  const parcel = String(scene.next(`parcel ${county.code}`)).padStart(5, "0");
  return `${county.code}001001GB${parcel}F${String(building).padStart(4, "0")}${room.padStart(4, "0")}`;
}

const sequenceOf = (scene: Scene, kind: string, day: string): string =>
  String(scene.next(`${kind} ${yearOf(day)}`)).padStart(7, "0");

function mortgageProof(
  scene: Scene,
  title: PlannedLicence,
  bank: PlannedEnterprise,
  random: Random,
): PlannedLicence {
  const { content } = title;
  const pledged = addDays(content.issuedOn ?? scene.today, random.integer(2, 50));
  const issuedOn = earlier(pledged, addDays(scene.today, -1));
  const place =
    counties.find(({ code }) => content.fields["BDCDYH"]?.startsWith(code))?.name ?? demoCity.name;
  return planLicence(scene, "real-estate-certificate-of-registration", "land", {
    number: `${province.sign}(${yearOf(issuedOn)})${place}不动产证明第${sequenceOf(scene, "proof", issuedOn)}号`,
    holders: [enterpriseHolder(bank)],
    issuedOn,
    validFrom: issuedOn,
    validTo: null,
    fields: {
      ZMQLSX: "抵押权",
      YWR: content.holders.map(({ name }) => name).join("、"),
      ZL: content.fields["ZL"],
      BDCDYH: content.fields["BDCDYH"],
      QT: `抵押方式：一般抵押；不动产权证书号：${content.number}；担保债权的数额：${random.integer(20, 260)}万元`,
      FJ: undefined,
    },
  });
}
