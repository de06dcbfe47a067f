import { mod1110Digit } from "@liangzheng/ident";
import { addDays, later, yearOf } from "./day.ts";
import { secondCity } from "./divisions.ts";
import type { PlannedEnterprise } from "./enterprises.ts";
import type { OrganKey } from "./organs.ts";
import { permitStanding } from "./permit-standing.ts";
import { enterpriseHolder, type PlannedLicence, planLicence, type Scene } from "./planned-licence.ts";
import { planTerm, type Standing } from "./term.ts";

/** A business licence for every enterprise, and the trade's own permit for food and construction. */
export function planEnterpriseLicences(scene: Scene): PlannedLicence[] {
  const { all } = scene.enterprises;
  const food = all.filter(({ trade }) => trade === "food");
  const few = { expired: 4, pending: 2, ending: 4 };
  const construction = all.filter(({ trade }) => trade === "construction");
  return [
    ...all.map((enterprise) => businessLicence(scene, enterprise)),
    ...food.map((enterprise, at) =>
      foodLicence(scene, enterprise, "", permitStanding(scene, enterprise, 5, at - 1, few)),
    ),
    ...food
      .filter((_, at) => at % 2 === 0)
      .map((enterprise, at) => foodLicence(scene, enterprise, `${at + 2}号店`, "running")),
    ...construction.map((enterprise, at) =>
      safetyLicence(scene, enterprise, permitStanding(scene, enterprise, 3, at - 1, few)),
    ),
  ];
}

function businessLicence(scene: Scene, enterprise: PlannedEnterprise): PlannedLicence {
  const random = scene.random(`business licence ${enterprise.uscc}`);
  const issuedOn = random.chance(0.5)
    ? enterprise.foundedOn
    : later(enterprise.foundedOn, addDays(scene.today, -random.integer(30, 900)));
  return planLicence(scene, "business-licence", enterprise.registrar, {
    number: enterprise.uscc,
    holders: [enterpriseHolder(enterprise)],
    issuedOn,
    validFrom: issuedOn,
    validTo: null,
    fields: {
      LX: enterprise.entityType,
      FDDBR: enterprise.representative.name,
      ZCZB: enterprise.capital ?? undefined,
      CLRQ: enterprise.foundedOn,
      ZS: enterprise.address,
      JYFW: `${enterprise.scope}（依法须经批准的项目，经相关部门批准后方可开展经营活动）`,
      ZBFB: "1",
    },
  });
}

function foodLicence(
  scene: Scene,
  enterprise: PlannedEnterprise,
  shop: string,
  standing: Standing,
): PlannedLicence {
  const random = scene.random(`food licence ${enterprise.uscc} ${shop}`);
  const { county, registrar } = enterprise;
  const issuer: OrganKey =
    county.city === secondCity ? "secondMarket" : registrar === "countyMarket" ? registrar : "approval";
  const form = random.pick([1, 1, 2, 3] as const);
  const sequence = String(scene.next(`food ${county.code}`)).padStart(6, "0");
  const body = `${form}${county.code}${sequence}`;
  return planLicence(scene, "food-business-licence", issuer, {
    number: `JY${body}${mod1110Digit(body)}`,
    holders: [enterpriseHolder(enterprise)],
    ...planTerm(scene.today, 5, standing, random, addDays(enterprise.foundedOn, 12)),
    fields: {
      FDDBR: enterprise.representative.name,
      ZS: enterprise.address,
      JYCS: `${enterprise.address}${shop}`,
      ZTYT: forms[form],
      JYXM: items[form],
      RCJDGLJG: `${county.name}市场监督管理局${random.pick(["城关", "东关", "湖滨"])}所`,
      TSJBDH: "12315",
    },
  });
}

const forms = { 1: "食品销售经营者", 2: "餐饮服务经营者", 3: "单位食堂(集中用餐单位食堂)" } as const;
const items = {
  1: "散装食品销售（含散装熟食）、预包装食品销售（含冷藏冷冻食品）",
  2: "热食类食品制售、冷食类食品制售（仅含果蔬拼盘）、自制饮品制售",
  3: "热食类食品制售",
} as const;

function safetyLicence(scene: Scene, enterprise: PlannedEnterprise, standing: Standing): PlannedLicence {
  const random = scene.random(`safety licence ${enterprise.uscc}`);
  const term = planTerm(scene.today, 3, standing, random, addDays(enterprise.foundedOn, 60));
  const sequence = String(scene.next(`safety ${yearOf(term.issuedOn)}`)).padStart(6, "0");
  return planLicence(scene, "safety-production-licence", "housing", {
    number: `(演)JZ安许证字〔${yearOf(term.issuedOn)}〕${sequence}`,
    holders: [enterpriseHolder(enterprise)],
    ...term,
    fields: {
      FDDBR: enterprise.representative.name,
      DWDZ: enterprise.address,
      JJLX: enterprise.entityType,
      XKFW: "建筑施工",
    },
  });
}
