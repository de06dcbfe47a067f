import { isVin } from "@liangzheng/ident";
import type { Random } from "../random.ts";
import { addDays, addYears, ageOn, later } from "./day.ts";
import { demoCity, secondCity } from "./divisions.ts";
import type { PlannedEnterprise } from "./enterprises.ts";
import { organs } from "./organs.ts";
import { permitStanding } from "./permit-standing.ts";
import {
  enterpriseHolder,
  type PlannedLicence,
  personHolder,
  planLicence,
  type Scene,
} from "./planned-licence.ts";
import { planTerm, type Standing } from "./term.ts";

interface Model {
  readonly plateKind: "01" | "02" | "52";
  readonly colour: string;
  readonly type: string;
  readonly model: string;
  readonly seats: string | undefined;
  readonly load: string;
  readonly mass: string;
  readonly size: string;
}

const lorries: readonly Model[] = [
  {
    plateKind: "01",
    colour: "黄",
    type: "重型半挂牵引车",
    model: "示例牌DEM4250",
    seats: "2人",
    load: "40吨",
    mass: "25000kg",
    size: "7000×2550×3900",
  },
  {
    plateKind: "01",
    colour: "黄",
    type: "重型厢式货车",
    model: "示例牌DEM5310",
    seats: "3人",
    load: "18吨",
    mass: "31000kg",
    size: "12000×2550×3990",
  },
  {
    plateKind: "01",
    colour: "黄",
    type: "中型普通货车",
    model: "示例牌DEM1120",
    seats: "3人",
    load: "7吨",
    mass: "12000kg",
    size: "8200×2450×3200",
  },
  {
    plateKind: "01",
    colour: "黄",
    type: "大型普通客车",
    model: "示例牌DEM6120",
    seats: "49人",
    load: "49座",
    mass: "18000kg",
    size: "12000×2550×3700",
  },
];
const cars: readonly Model[] = [
  {
    plateKind: "02",
    colour: "蓝",
    type: "小型轿车",
    model: "示例牌DEM7001",
    seats: "5人",
    load: "5座",
    mass: "1800kg",
    size: "4650×1820×1480",
  },
  {
    plateKind: "02",
    colour: "蓝",
    type: "小型普通客车",
    model: "示例牌DEM6480",
    seats: "7人",
    load: "7座",
    mass: "2300kg",
    size: "4780×1880×1730",
  },
  {
    plateKind: "52",
    colour: "绿",
    type: "小型轿车",
    model: "示例牌DEM7000BEV",
    seats: "5人",
    load: "5座",
    mass: "2100kg",
    size: "4720×1890×1500",
  },
];

/** Operation licences of transport enterprises, certificates and registrations of their lorries, people's cars. */
export function planVehicles(scene: Scene): PlannedLicence[] {
  const { enterprises, people, today } = scene;
  const random = scene.random("vehicles");
  const operators = enterprises.all.filter(
    ({ trade }, at) => trade === "transport" || (trade === "food" && at % 5 === 0),
  );
  const few = { expired: 2, pending: 1, ending: 2 };
  const fleets = operators.flatMap((operator, at) =>
    fleetOf(scene, operator, permitStanding(scene, operator, 4, at - 2, few), random),
  );
  const owners = people.all.filter(
    ({ county, birth }) => county.city === demoCity && ageOn(birth, today) >= 22,
  );
  const driver = people.cast.driver;
  const others = random.shuffled(owners.filter((person) => person !== driver)).slice(0, 120);
  const owned = [driver, ...others].map((person) => {
    const model = random.pick(cars);
    return registration(
      scene,
      { holder: personHolder(person), address: person.address, model, use: "非营运" },
      random,
    );
  });
  return [...fleets, ...owned];
}

function fleetOf(
  scene: Scene,
  operator: PlannedEnterprise,
  standing: Standing,
  random: Random,
): PlannedLicence[] {
  const isSecond = operator.county.city === secondCity;
  const issuer = isSecond ? "secondTransport" : "transport";
  const [sign, division] = [isSecond ? "示" : "演", organs[issuer].division];
  const sequence = (): string => `${division}${String(scene.next(`transport ${division}`)).padStart(6, "0")}`;
  const holder = enterpriseHolder(operator);
  const term = planTerm(scene.today, 4, standing, random, operator.foundedOn);
  const scope = random.pick([
    "道路普通货物运输",
    "道路普通货物运输；货物专用运输（冷藏保鲜）",
    "道路普通货物运输；大型物件运输",
  ]);
  const licence = planLicence(scene, "road-transport-operation-licence", issuer, {
    number: `演交运管许可${sign}字${sequence()}号`,
    holders: [holder],
    ...term,
    fields: {
      TYSHXYDM: operator.uscc,
      DZ: operator.address,
      JJLX: operator.entityType.replace(/\(.*/, ""),
      JYFW: scope,
    },
  });
  if (standing !== "running") return [licence];
  const vehicles = Array.from(
    { length: operator === scene.enterprises.fleet ? 8 : random.integer(3, 7) },
    () => {
      const model = random.pick(lorries);
      const registered = registration(
        scene,
        { holder, address: operator.address, model, use: model.load.endsWith("座") ? "公路客运" : "货运" },
        random,
      );
      const from = addDays(scene.today, -random.integer(5, 700));
      const certified = later(from, term.validFrom);
      const certificate = planLicence(scene, "road-transport-vehicle-certificate", issuer, {
        number: `演交运管${sign}字${sequence()}号`,
        holders: [holder],
        issuedOn: certified,
        validFrom: certified,
        validTo: term.validTo,
        fields: {
          DZ: operator.address,
          CLHP: registered.content.number,
          HPYS: model.colour,
          JYXKZH: licence.content.number,
          CLLX: model.type,
          DWZW: model.load,
          CLCC: model.size,
          JYFW: model.load.endsWith("座") ? "县际包车客运" : "道路普通货物运输",
          NSYXQ: addDays(scene.today, random.integer(15, 360)),
        },
      });
      return [registered, certificate];
    },
  );
  return [licence, ...vehicles.flat()];
}

interface Registered {
  readonly holder: ReturnType<typeof personHolder>;
  readonly address: string;
  readonly model: Model;
  readonly use: string;
}

function registration(
  scene: Scene,
  { holder, address, model, use }: Registered,
  random: Random,
): PlannedLicence {
  const serial = scene.next("vehicle");
  const issuedOn = addDays(scene.today, -random.integer(40, 2600));
  const code = String(serial).padStart(6, "0");
  return planLicence(scene, "vehicle-licence", "trafficPolice", {
    number: plateOf(serial, model.plateKind),
    holders: [holder],
    issuedOn,
    validFrom: issuedOn,
    validTo: null,
    fields: {
      HPZL: model.plateKind,
      CLLX: model.type,
      ZZ: address,
      SYXZ: use,
      PPXH: model.model,
      CLSBDH: vinOf(serial),
      FDJH: model.plateKind === "52" ? `TZDEM${code}` : `DEM${code}`,
      ZCRQ: issuedOn,
      HDZK: model.seats,
      ZZL: model.mass,
      JYYXQZ: addYears(
        issuedOn,
        1 + Math.ceil((Date.parse(scene.today) - Date.parse(issuedOn)) / 31_557_600_000),
      ),
    },
  });
}

/** 演 is the sign of no province. Plates of new-energy cars have one character more (GA 36). */
function plateOf(serial: number, kind: Model["plateKind"]): string {
  const digits = String(serial).padStart(4, "0");
  return kind === "52" ? `演AD${digits}D` : `演A${digits}${"DEMXK"[serial % 5]}`;
}

/** An invented maker; the ninth character is the check of GB 16735. */
function vinOf(serial: number): string {
  const [front, back] = ["L99DEM01", `R${String(serial).padStart(7, "0")}`];
  const check = [..."0123456789X"].find((character) => isVin(front + character + back));
  if (check === undefined) throw new Error("no check character fits");
  return front + check + back;
}
