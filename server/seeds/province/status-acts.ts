import type { StatusAct } from "@liangzheng/contract";
import { addDays, later, yearOf } from "./day.ts";
import { type OrganKey, organs } from "./organs.ts";
import type { PlannedAct, PlannedFlag, PlannedLicence, Scene } from "./planned-licence.ts";

interface Ruling {
  readonly act: StatusAct;
  readonly by: OrganKey | "issuer";
  /** 文号, before the year. */
  readonly series: string;
  readonly basis: string;
  readonly reason: string;
}

const suspend = (by: Ruling["by"], series: string, basis: string, reason: string): Ruling => ({
  act: "suspend",
  by,
  series,
  basis,
  reason,
});
const licensingAct = "《中华人民共和国行政许可法》";
const cancelled = (reason: string): Ruling => ({
  act: "cancel",
  by: "issuer",
  series: "演审注",
  basis: `${licensingAct}第七十条`,
  reason,
});
const accident: Ruling = suspend(
  "cityHousing",
  "演建罚",
  "《安全生产许可证条例》第十四条",
  "发生生产安全事故，暂扣三十日",
);
const dangerous: Ruling = suspend(
  "cityHousing",
  "演建罚",
  "《建筑施工特种作业人员管理规定》第二十九条",
  "违章操作造成事故隐患，暂扣待复核",
);
const overloaded: Ruling = suspend(
  "transport",
  "演交罚",
  "《中华人民共和国道路运输条例》第六十五条",
  "违法超限运输，责令停业整顿期间暂扣",
);
const resumed = (by: Ruling["by"], series: string): Ruling => ({
  act: "resume",
  by,
  series,
  basis: "整改复查意见书",
  reason: "整改完成，经复查合格予以发还",
});
const obtainedByDeceit = (series: string): Ruling => ({
  act: "rescind",
  by: "issuer",
  series,
  basis: `${licensingAct}第六十九条`,
  reason: "以欺骗手段取得许可",
});
const revokedFor = (by: Ruling["by"], series: string, basis: string, reason: string): Ruling => ({
  act: "revoke",
  by,
  series,
  basis,
  reason,
});
const withdrawn: Ruling = {
  act: "withdraw",
  by: "issuer",
  series: "演审撤",
  basis: `${licensingAct}第八条`,
  reason: "准予许可所依据的客观情况发生重大变化",
};
const issuedInError: Ruling = {
  act: "void",
  by: "issuer",
  series: "演更正",
  basis: "签发机关更正决定",
  reason: "签发信息有误，予以废止",
};

/** What happened to how many licences of a type, in order. */
const rulings: readonly (readonly [typeKey: string, count: number, ...chain: Ruling[]])[] = [
  ["construction-special-operator", 5, dangerous],
  ["construction-special-operator", 2, dangerous, resumed("cityHousing", "演建复")],
  ["construction-special-operator", 2, obtainedByDeceit("演建撤")],
  [
    "construction-special-operator",
    2,
    revokedFor(
      "cityHousing",
      "演建罚",
      "《建筑施工特种作业人员管理规定》第三十条",
      "转借操作资格证书，情节严重",
    ),
  ],
  ["construction-special-operator", 3, cancelled("持证人申请注销")],
  ["safety-production-licence", 2, accident],
  ["safety-production-licence", 1, accident, resumed("cityHousing", "演建复")],
  [
    "safety-production-licence",
    1,
    revokedFor("housing", "演建罚", "《安全生产许可证条例》第十四条", "不再具备安全生产条件，情节严重"),
  ],
  ["road-transport-operation-licence", 1, overloaded],
  ["road-transport-operation-licence", 1, withdrawn],
  ["road-transport-vehicle-certificate", 4, overloaded],
  ["road-transport-vehicle-certificate", 3, cancelled("车辆转出，业户申请注销")],
  ["road-transport-vehicle-certificate", 2, withdrawn],
  [
    "road-transport-practitioner",
    4,
    revokedFor(
      "issuer",
      "演交罚",
      "《道路运输从业人员管理规定》第四十八条",
      "发生重大以上交通事故且负主要责任",
    ),
  ],
  ["road-transport-practitioner", 2, cancelled("持证人申请注销")],
  ["road-transport-practitioner", 2, obtainedByDeceit("演交撤")],
  [
    "food-business-licence",
    2,
    revokedFor(
      "issuer",
      "演市监罚",
      "《中华人民共和国食品安全法》第一百二十三条",
      "用非食品原料生产食品，情节严重",
    ),
  ],
  [
    "food-business-licence",
    1,
    revokedFor(
      "issuer",
      "演市监罚",
      "《中华人民共和国食品安全法》第一百二十四条",
      "经营腐败变质食品，情节严重",
    ),
    cancelled("许可证被吊销后依法注销"),
  ],
  ["food-business-licence", 2, cancelled("停止经营，申请注销")],
  ["food-business-licence", 2, withdrawn],
  [
    "business-licence",
    3,
    revokedFor("issuer", "演市监罚", "《中华人民共和国公司法》第二百六十条", "无正当理由连续停业六个月以上"),
  ],
  ["business-licence", 2, cancelled("清算结束，申请注销登记")],
  ["business-licence", 1, obtainedByDeceit("演市监撤")],
  ["birth-medical-certificate", 3, issuedInError],
  ["marriage-certificate", 2, issuedInError],
  ["real-estate-title", 3, issuedInError],
  [
    "law-enforcement-officer-card",
    1,
    suspend("issuer", "演司", "行政执法证件管理规定", "调离执法岗位期间暂扣"),
  ],
];

const flagsSet: readonly (readonly [
  typeKey: string,
  count: number,
  kind: PlannedFlag["kind"],
  source: string,
  series: string,
])[] = [
  ["business-licence", 5, "pledge", "股权出质登记：演示市市场监督管理局", "演股质登记"],
  ["business-licence", 4, "annual-check-overdue", "经营异常名录：未按期公示年度报告", "演市监异"],
  ["business-licence", 2, "objection", "异议核查：住所信息准确性", "演核"],
  ["road-transport-vehicle-certificate", 5, "annual-check-overdue", "道路运输证逾期未审验", "演交审"],
  ["real-estate-title", 4, "seizure", "演示市中级人民法院协助执行通知书", "演01执"],
  ["real-estate-title", 3, "objection", "异议登记", "演异登"],
  ["real-estate-title", 3, "loss", "遗失声明", "演失"],
  ["marriage-certificate", 3, "loss", "持证人挂失", "演婚失"],
  ["road-transport-practitioner", 3, "loss", "持证人挂失", "演交失"],
];

/** Acts and records on some licences that are in force; `spared` are those whose story is told already. */
export function planStatusActs(
  scene: Scene,
  licences: readonly PlannedLicence[],
  spared: ReadonlySet<string>,
): PlannedLicence[] {
  const { today } = scene;
  const random = scene.random("status acts");
  const changed = new Map<string, PlannedLicence>();
  const inForce = random.shuffled(
    licences.filter((licence) => isInForce(licence, today) && !spared.has(licence.ref)),
  );
  const take = (
    typeKey: string,
    count: number,
    fits = (_: PlannedLicence): boolean => true,
  ): PlannedLicence[] =>
    inForce
      .filter((licence) => licence.typeKey === typeKey && !changed.has(licence.ref) && fits(licence))
      .slice(0, count);

  for (const [typeKey, count, ...chain] of rulings) {
    for (const licence of take(typeKey, count, ({ flags }) => flags.length === 0)) {
      changed.set(licence.ref, {
        ...licence,
        acts: chain.map((ruling, at) => actOf(scene, licence, ruling, chain.length - at)),
      });
    }
  }
  for (const [typeKey, count, kind, source, series] of flagsSet) {
    for (const licence of take(typeKey, count)) {
      const documentNumber = `${series}〔${yearOf(today)}〕${scene.next(`document ${series}`)}号`;
      changed.set(licence.ref, { ...licence, flags: [...licence.flags, { kind, source, documentNumber }] });
    }
  }
  return licences.map((licence) => changed.get(licence.ref) ?? licence);
}

/** The suspension of the cast's special operator. */
export const suspended = (scene: Scene, licence: PlannedLicence): PlannedLicence => ({
  ...licence,
  acts: [actOf(scene, licence, dangerous, 1)],
});

function isInForce({ origin, content, laterVersions }: PlannedLicence, today: string): boolean {
  const runs = (content.validFrom ?? "") <= today && (content.validTo === null || content.validTo > today);
  return (
    origin === "made-here" &&
    laterVersions.length === 0 &&
    runs &&
    (content.issuedOn ?? "") <= addDays(today, -3)
  );
}

/** @param fromEnd 1 for the last act of a chain: earlier ones lie further back. */
function actOf(
  scene: Scene,
  { organCode, content }: PlannedLicence,
  ruling: Ruling,
  fromEnd: number,
): PlannedAct {
  const { act, by, series, basis, reason } = ruling;
  const issuer = Object.values(organs).find(({ code }) => code === organCode);
  const decidingOrgan = by === "issuer" ? issuer?.name : organs[by].name;
  const back = fromEnd * 20 + (scene.next("act") % 15) - 18;
  const effectiveOn = later(addDays(scene.today, -back), content.issuedOn ?? scene.today);
  const documentNumber = `${series}〔${yearOf(effectiveOn)}〕${scene.next(`document ${series}`)}号`;
  return { act, decidingOrgan: decidingOrgan ?? "", documentNumber, basis, reason, effectiveOn };
}
