import type { App } from "@liangzheng/contract";
import { type CastKey, cast } from "./cast.ts";
import { walletSubject } from "./staff.ts";

/** Whom the sign-in page offers, in order within each app. */
export interface PlannedDemoPerson {
  readonly subject: string;
  readonly app: App;
  readonly note: string;
  readonly noteEn: string;
}

const wallet = (key: CastKey, note: string, noteEn: string): PlannedDemoPerson => ({
  subject: walletSubject(Object.keys(cast).indexOf(key)),
  app: "wallet",
  note,
  noteEn,
});
const desk = (post: string, note: string, noteEn: string): PlannedDemoPerson => ({
  subject: `demo-console-${post}`,
  app: "console",
  note,
  noteEn,
});
const officer = (organ: string, note: string, noteEn: string): PlannedDemoPerson => ({
  subject: `demo-officer-${organ}-1`,
  app: "officer",
  note,
  noteEn,
});

export const demoPeople: readonly PlannedDemoPerson[] = [
  wallet(
    "driver",
    "货车驾驶员：从业资格证、驾驶证、身份证",
    "Lorry driver: practitioner card, driving licence, ID card",
  ),
  wallet(
    "fleetOwner",
    "物流公司法定代表人：可代表企业亮证",
    "Represents a logistics company: may act for it",
  ),
  wallet("wife", "结婚证共同持证人（妻）、不动产共有人", "Shares a marriage certificate and a home: wife"),
  wallet(
    "husband",
    "结婚证共同持证人（夫）、不动产共有人",
    "Shares a marriage certificate and a home: husband",
  ),
  wallet("operator", "特种作业证被暂扣、从业资格证已过期", "One licence suspended, another expired"),
  wallet("grocer", "食品商贸公司法定代表人", "Represents a food shop"),
  wallet("builder", "建设工程公司法定代表人：安全生产许可证", "Represents a construction company"),
  wallet("newcomer", "特种作业证尚未到生效日期", "A licence that is not yet in force"),
  desk("transport-clerk", "演示市交通运输局：经办人", "City transport bureau: clerk"),
  desk("transport-reviewer", "演示市交通运输局：审核人", "City transport bureau: reviewer"),
  desk(
    "transport-keeper",
    "演示市交通运输局：印章保管与目录管理",
    "City transport bureau: seals and catalogue",
  ),
  desk("countyMarket-clerk", "演示县市场监督管理局：经办人", "County market supervision: clerk"),
  desk("countyMarket-reviewer", "演示县市场监督管理局：审核人", "County market supervision: reviewer"),
  desk("bureau-proposer", "省政务服务数据管理局：目录编制", "Province bureau: proposes licence types"),
  desk("bureau-publisher", "省政务服务数据管理局：目录发布", "Province bureau: publishes licence types"),
  desk("bureau-auditor", "省政务服务数据管理局：审计员", "Province bureau: auditor"),
  officer("transport", "演示市交通运输局：路面执法", "City transport bureau: roadside checks"),
  officer("countyMarket", "演示县市场监督管理局：食品安全检查", "County market supervision: food safety"),
  officer("trafficPolice", "市公安局交警支队：道路交通执法", "Traffic police"),
  officer("cityHousing", "演示市住房和城乡建设局：工地检查", "City housing bureau: building sites"),
  officer("urbanManagement", "演示市城市管理局：街面巡查", "Urban management: street patrol"),
  officer("emergency", "演示市应急管理局：安全生产检查", "Emergency management: work safety"),
  officer("health", "演示市卫生健康委员会：卫生监督", "Health commission: inspection"),
  officer("secondTransport", "示范市交通运输局：外市执法人员", "Transport bureau of another city"),
];
