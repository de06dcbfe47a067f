import type { DraftContent } from "@liangzheng/contract";
import { addDays, yearOf } from "./day.ts";
import { secondCity } from "./divisions.ts";
import { type OrganKey, organs } from "./organs.ts";
import { enterpriseHolder, planLicence, type Scene } from "./planned-licence.ts";

/** What one of the bodies, or the issuer, did with a draft that several bodies seal. */
export type SealingStep = { readonly organCode: string; readonly daysAgo: number } & (
  | { readonly does: "seal" }
  | { readonly does: "refuse" | "withdraw"; readonly reason: string }
);

/** A draft that several bodies seal, from its approval on. */
export interface PlannedJointSealing {
  readonly ref: string;
  readonly typeKey: string;
  readonly organCode: string;
  readonly content: DraftContent;
  /** Bodies by party. */
  readonly sealers: Readonly<Record<string, string>>;
  readonly begunDaysAgo: number;
  /** In order. */
  readonly steps: readonly SealingStep[];
}

/** A licence exists when everybody has sealed. */
export const isDelivered = ({ sealers, steps }: PlannedJointSealing): boolean =>
  steps.filter(({ does }) => does === "seal").length === Object.keys(sealers).length;

type Road = Extract<OrganKey, "urbanManagement" | "transport">;
type Act = readonly [
  who: "police" | "road" | "issuer",
  daysAgo: number,
  refusal?: { readonly does: "refuse" | "withdraw"; readonly reason: string },
];

const refuse = (reason: string) => ({ does: "refuse", reason }) as const;
const withdraw = (reason: string) => ({ does: "withdraw", reason }) as const;

/** Who issues, how many days ago it began, and what has been done since. The type gives each body five days. */
const stories: readonly (readonly [issuer: Road, begunDaysAgo: number, acts: readonly Act[]])[] = [
  [
    "urbanManagement",
    26,
    [
      ["police", 25],
      ["road", 24],
    ],
  ],
  [
    "urbanManagement",
    20,
    [
      ["road", 19],
      ["police", 17],
    ],
  ],
  [
    "transport",
    18,
    [
      ["police", 17],
      ["road", 16],
    ],
  ],
  [
    "urbanManagement",
    13,
    [
      ["police", 12],
      ["road", 11, refuse("施工围挡侵占国道辅道，请调整围挡范围后重新提交")],
    ],
  ],
  ["urbanManagement", 8, [["police", 6]]],
  ["transport", 7, [["police", 5]]],
  ["urbanManagement", 6, []],
  ["transport", 5, [["police", 4, refuse("早晚高峰时段不得占用机动车道，请调整施工时间")]]],
  ["transport", 4, [["issuer", 3, withdraw("申请单位要求变更施工日期")]]],
  ["urbanManagement", 3, [["police", 1]]],
  ["transport", 2, [["road", 1]]],
  ["urbanManagement", 1, []],
  ["urbanManagement", 0, []],
];

/** 占用挖掘道路: whoever keeps the road issues, the traffic police and the keeper of the adjoining road seal too. */
export function planRoadWorks(scene: Scene): PlannedJointSealing[] {
  const { all, builder } = scene.enterprises;
  const builders = all.filter(
    (one) => one.trade === "construction" && one.county.city !== secondCity && one !== builder,
  );
  return stories.map(([issuer, begunDaysAgo, acts], at) => {
    const random = scene.random(`road works ${at}`);
    const other: Road = issuer === "transport" ? "urbanManagement" : "transport";
    const codes = {
      police: organs.trafficPolice.code,
      road: organs[other].code,
      issuer: organs[issuer].code,
    };
    const begun = addDays(scene.today, -begunDaysAgo);
    const from = addDays(begun, random.integer(8, 15));
    const works = random.pick(worksOf);
    const holder = builders[at % builders.length] ?? builder;
    const sequence = String(scene.next(`road works ${yearOf(begun)}`)).padStart(4, "0");
    const { ref, typeKey, organCode, content } = planLicence(scene, "road-works-permit", issuer, {
      number: `演占掘〔${yearOf(begun)}〕${sequence}`,
      holders: [enterpriseHolder(holder)],
      issuedOn: begun,
      validFrom: from,
      validTo: addDays(from, works.days),
      fields: {
        XKSX: works.digs ? "2" : "1",
        GCMC: works.name,
        DLMC: random.pick(roads[issuer]),
        WZFW: works.extent,
        MJ: String(random.integer(4, 60) * 10),
        SGDW: holder.name,
        JTZZ: works.traffic,
      },
    });
    return {
      ref,
      typeKey,
      organCode,
      content,
      sealers: { "traffic-police": codes.police, road: codes.road },
      begunDaysAgo,
      steps: acts.map(
        ([who, daysAgo, no]): SealingStep => ({
          organCode: codes[who],
          daysAgo,
          ...(no ?? { does: "seal" }),
        }),
      ),
    };
  });
}

const roads: Readonly<Record<Road, readonly string[]>> = {
  urbanManagement: ["湖滨路", "文化东路", "解放大街", "迎宾大道"],
  transport: ["演示县道 X101 线", "演示省道 S201 线", "演示县道 X103 线"],
};

const worksOf = [
  {
    name: "老旧供水管网更新改造工程",
    digs: true,
    days: 60,
    extent: "道路北侧人行道及非机动车道，起点桩号 K0+120，终点桩号 K0+480，开挖宽度 1.2 米",
    traffic: "分段围挡施工，每段不超过 60 米；保留双向机动车道，夜间设置警示灯；完工后按原标准恢复路面。",
  },
  {
    name: "天然气中压管道敷设工程",
    digs: true,
    days: 75,
    extent: "道路东侧非机动车道，与规划二路交叉口至与规划四路交叉口之间，开挖宽度 1.5 米",
    traffic: "早晚高峰（7:00—9:00、17:00—19:00）停止占道作业；设专人疏导；回填压实后四十八小时内恢复通行。",
  },
  {
    name: "通信管道迁改工程",
    digs: true,
    days: 45,
    extent: "道路中央绿化带及相邻机动车道一条，起点桩号 K2+050，终点桩号 K2+230",
    traffic: "封闭一条机动车道，按导改方案设置锥筒和限速标志；过街管道采用非开挖方式施工。",
  },
  {
    name: "建筑外立面改造脚手架临时占道",
    digs: false,
    days: 85,
    extent: "道路南侧人行道，沿建筑红线外 2.5 米，长 65 米",
    traffic: "搭设行人安全通道，净宽不小于 1.5 米；不得堆放物料；夜间照明完好。",
  },
] as const;
