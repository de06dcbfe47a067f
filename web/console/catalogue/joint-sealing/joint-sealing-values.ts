import type { JointSealing, TypeDefinition } from "@liangzheng/contract";

type Party = JointSealing["parties"][number];
type Organ = Party["organ"];
type Level = Extract<Organ, { by: "level" }>["level"];

/** A party as its form holds it: the answers to all three questions of which body it is, of which one counts. */
export interface PartyValues {
  partyId: string;
  role: string;
  roleEn: string;
  organ: { by: Organ["by"]; code: string; level: Level };
}

export interface JointValues {
  on: boolean;
  order: JointSealing["order"];
  deadlineDays: string;
  parties: PartyValues[];
}

export const mostParties = 8;

/** Drafts remember a body by its party's id, so that an id is given once and never moves to another party. */
export function newParty(parties: readonly Pick<PartyValues, "partyId">[]): PartyValues {
  let number = parties.length + 1;
  while (parties.some(({ partyId }) => partyId === `party-${number}`)) number++;
  return {
    partyId: `party-${number}`,
    role: "",
    roleEn: "",
    organ: { by: "code", code: "", level: "city" },
  };
}

export function jointValuesOf(joint: JointSealing | undefined): JointValues {
  if (joint === undefined) return { on: false, order: "in-turn", deadlineDays: "5", parties: [newParty([])] };
  return {
    on: true,
    order: joint.order,
    deadlineDays: String(joint.deadlineDays),
    parties: joint.parties.map(({ id, role, roleEn, organ }) => ({
      partyId: id,
      role,
      roleEn,
      organ: { code: "", level: "city", ...organ },
    })),
  };
}

/** Nothing where it is switched off: what was typed stays in the form until it is left. */
export const jointOf = ({
  on,
  order,
  deadlineDays,
  parties,
}: JointValues): Pick<TypeDefinition, "jointSealing"> =>
  on ? { jointSealing: { order, deadlineDays: Number(deadlineDays), parties: parties.map(partyOf) } } : {};

function partyOf({ partyId, role, roleEn, organ }: PartyValues): Party {
  const { by, code, level } = organ;
  const body: Organ = by === "code" ? { by, code } : by === "level" ? { by, level } : { by };
  return { id: partyId, role: role.trim(), roleEn: roleEn.trim(), organ: body };
}

/** Whole days, as the contract has them. */
export const areDays = (days: string): boolean => /^[1-9]\d{0,2}$/.test(days) && Number(days) <= 365;

/** Whether a body that is fixed is fixed for another party too: it seals a licence once. */
export const standsTwice = (parties: readonly PartyValues[], code: string): boolean =>
  parties.filter(({ organ }) => organ.by === "code" && organ.code === code).length > 1;
