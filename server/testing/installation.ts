import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readLicenceTypes } from "../seeds/types.ts";
import type { Installation } from "../src/main/installation.ts";
import { withLogin } from "../src/platform/postgres/pool.ts";
import { appRole } from "../src/platform/postgres/roles.ts";
import { emptyDatabase } from "./database.ts";
import { freePort } from "./free-port.ts";
import { organs, people } from "./people.ts";
import { testPasswords } from "./postgres-setup.ts";

/** A bureau with a desk, an officer and a citizen: fictitious, and all that a first licence needs. */
export function anInstallation(): Installation {
  const { code, name, division, level } = organs.issuer;
  const account = (who: keyof typeof people, roles: Installation["accounts"][number]["roles"]) => {
    const { name, citizenNumber } = people[who];
    return { subject: `sub-${who}`, name, citizenNumber, organ: code, roles };
  };
  const citizen = {
    subject: "sub-owner",
    name: people.owner.name,
    citizenNumber: people.owner.citizenNumber,
  };
  return {
    operator: "sub-keeper",
    organs: [{ code, name, division, level }],
    types: { "construction-special-operator": "operator.json" },
    accounts: [
      account("keeper", ["seal-keeper", "catalogue-manager"]),
      account("clerk", ["clerk"]),
      { ...account("officer", ["officer"]), cardNumber: "99010000001" },
      { ...citizen, roles: ["holder"] },
    ],
    seals: [{ organ: code, users: ["sub-clerk"] }],
    adoptions: [{ organ: code, types: ["construction-special-operator"] }],
  };
}

export interface EmptyDeployment {
  readonly folder: string;
  readonly file: string;
  readonly origin: string;
  readonly migratorUrl: string;
  readonly environment: Readonly<Record<string, string>>;
  write(installation: unknown): Promise<void>;
  remove(): Promise<void>;
}

/** A database with nothing in it, a folder, and the settings of a server that nobody has started. */
export async function anEmptyDeployment(): Promise<EmptyDeployment> {
  const database = await emptyDatabase();
  const { migratorUrl } = database;
  const folder = await mkdtemp(join(tmpdir(), "liangzheng-deployment-"));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const file = join(folder, "installation.json");
  const definition = readLicenceTypes().get("construction-special-operator");
  await writeFile(join(folder, "operator.json"), JSON.stringify(definition));
  return {
    folder,
    file,
    origin,
    migratorUrl,
    environment: {
      LIANGZHENG_PORT: String(port),
      LIANGZHENG_ORIGIN: origin,
      LIANGZHENG_TITLE: "演示市电子证照平台",
      LIANGZHENG_DATA: join(folder, "data"),
      LIANGZHENG_KEY_FILE: join(folder, "keys.json"),
      LIANGZHENG_DATABASE_URL: withLogin(migratorUrl, { user: appRole, password: testPasswords.app }),
      LIANGZHENG_DATABASE_MIGRATOR_URL: migratorUrl,
      LIANGZHENG_LOG_LEVEL: "silent",
    },
    write: (installation) => writeFile(file, JSON.stringify(installation)),
    async remove() {
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
