import type { JointSealing, TypeDefinition } from "@liangzheng/contract";
import { readLicenceTypes } from "../seeds/types.ts";
import type { Account } from "../src/platform/actor.ts";
import { organs } from "./people.ts";
import type { World } from "./world.ts";

/** One party: the second unit of the world. */
export const withOther: JointSealing = {
  order: "side-by-side",
  parties: [
    {
      id: "housing",
      role: "联合监管机关",
      roleEn: "Joint supervisor",
      organ: { by: "code", code: organs.other.code },
    },
  ],
  deadlineDays: 5,
};

let next = 10;

/** A type like the operator's certificate that several bodies seal: written, published and adopted by the first unit. */
export async function layJointType(
  world: World,
  typeKey: string,
  jointSealing: JointSealing,
  change: Partial<TypeDefinition> = {},
): Promise<void> {
  const like = readLicenceTypes().get("construction-special-operator");
  if (like === undefined) throw new Error("the seeds have no such type");
  const definition: TypeDefinition = {
    ...like,
    name: "演示联合证书",
    nameEn: "Sample joint certificate",
    level: "province",
    code: `${like.code.slice(0, 18)}J${next++}`,
    codeIsPlaceholder: true,
    jointSealing,
    ...change,
  };
  const params = { typeKey };
  const answers = [
    await world.call("proposer", "saveTypeDraft", { params, body: { definition } }),
    await world.call("proposer", "proposeType", { params }),
    await world.call("publisher", "publishType", { params }),
    await world.call("cityManager", "adoptType", {
      params,
      body: { organId: world.organIds.issuer, sealId: world.sealIds.issuer },
    }),
  ];
  for (const { status, text } of answers) if (status !== 200) throw new Error(text);
}

/** A third body with a clerk who may use its seal. */
export interface SealingBody {
  readonly code: string;
  readonly sealId: string;
  readonly account: Account;
}

/** Registers it under the division, as a level of the issuer's city. */
export async function layBody(
  world: World,
  name: string,
  division: string,
  level: "county",
): Promise<SealingBody> {
  const { services } = world;
  const organ = { organId: services.id(), code: "1199010100DEM777XX".slice(0, 18), name, division, level };
  return world.as("keeper", async (ctx) => {
    await services.parties.registerOrgan(ctx, organ);
    const personId = await services.parties.registerParty(ctx, {
      kind: "person",
      codeType: "999",
      code: "county-clerk",
      name: "慕容经办",
    });
    const accountId = services.id();
    await services.access.createAccount(ctx, {
      accountId,
      personId,
      organId: organ.organId,
      roles: ["clerk"],
      subject: "test-county",
      cardNumber: null,
    });
    const account: Account = {
      ...ctx.actor,
      accountId,
      personId,
      partyId: personId,
      organId: organ.organId,
      roles: ["clerk"],
    };
    const own = { ...ctx, actor: account };
    const sealId = await services.sealing.makeOrganSeal(own, organ, 1);
    await services.sealing.setUser(own, sealId, accountId, true);
    return { code: organ.code, sealId, account };
  });
}
