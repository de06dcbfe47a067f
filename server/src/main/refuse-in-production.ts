import { isFictitiousDivision, parseDivisionCode } from "@liangzheng/ident";
import type { Services } from "./services.ts";

/** The data are a demonstration's. Names them, so that nobody has to search. */
export class DemonstrationData extends Error {
  constructor(what: readonly string[]) {
    super(`production refuses the data of a demonstration:\n${what.map((line) => `  - ${line}`).join("\n")}`);
    this.name = "DemonstrationData";
  }
}

/** Fictitious bodies (division 99xxxx) and made-up type codes never meet a real platform. @throws DemonstrationData */
export async function refuseInProduction(services: Services): Promise<void> {
  const found = await services.db.transaction().execute(async (tx) => {
    const organs = await services.parties.listOrgans(tx, "", 10_000);
    const types = await services.catalogue.listPlaceholders(tx);
    return [
      ...organs
        .filter(({ division }) => isFictitiousDivision(parseDivisionCode(division)))
        .slice(0, 5)
        .map(({ name, division }) => `the body ${name} of division ${division}, which does not exist`),
      ...types.map((typeKey) => `the licence type ${typeKey}, whose code is made up`),
    ];
  });
  if (found.length > 0) throw new DemonstrationData(found);
}
