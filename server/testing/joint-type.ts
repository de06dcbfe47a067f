import type { JointSealing, TypeDefinition } from "@liangzheng/contract";
import { readLicenceTypes } from "../seeds/types.ts";
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
