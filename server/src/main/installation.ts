import { roles, type TypeDefinition } from "@liangzheng/contract";
import {
  isCitizenNumber,
  isDivisionCode,
  isFictitiousCitizenNumber,
  isFictitiousDivision,
  isFictitiousUscc,
  isUscc,
  parseDivisionCode,
} from "@liangzheng/ident";
import Type, { type Static, type TSchema } from "typebox";
import Value from "typebox/value";

const closed = { additionalProperties: false } as const;
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const Uscc = Type.String({ minLength: 18, maxLength: 18 });
const Ordinal = Type.Optional(Type.Integer({ minimum: 1, maximum: 99 }));
const levels = ["national", "province", "city", "county"] as const;

/** A body's seal for annotated copies, apart from its first seals, unless the file says otherwise. */
export const copyOrdinal = 90;

/** What a deployment begins with and is brought to: bodies, people at their desks, types, seals, authority to issue. */
const Installation = Type.Object(
  {
    /** The `sub` of whoever answers for the file: the audit log names them. */
    operator: text(200),
    organs: Type.Array(
      Type.Object({ code: Uscc, name: text(100), division: text(12), level: Type.Enum([...levels]) }, closed),
    ),
    /** Type key to the file of its definition, beside this one. */
    types: Type.Record(Type.String({ pattern: "^[a-z][a-z0-9-]{2,63}$" }), text(300)),
    accounts: Type.Array(
      Type.Object(
        {
          subject: text(200),
          name: text(60),
          citizenNumber: text(18),
          organ: Type.Optional(Uscc),
          roles: Type.Array(Type.Enum([...roles]), { minItems: 1, uniqueItems: true }),
          cardNumber: Type.Optional(text(40)),
          closed: Type.Optional(Type.Boolean()),
        },
        closed,
      ),
    ),
    seals: Type.Array(
      Type.Object(
        {
          organ: Uscc,
          ordinal: Ordinal,
          users: Type.Array(text(200)),
          /** The account, among the users, in whose charge reports of the public seal desk bear this seal. */
          reports: Type.Optional(text(200)),
        },
        closed,
      ),
    ),
    /**
     * Seals that annotated copies get: the platform's for those of any licence; with `authority`, the document that says
     * so, a body's own for those of its licences alone.
     */
    copySeals: Type.Optional(
      Type.Array(Type.Object({ organ: Uscc, ordinal: Ordinal, authority: Type.Optional(text(200)) }, closed)),
    ),
    adoptions: Type.Array(
      Type.Object({ organ: Uscc, seal: Ordinal, types: Type.Array(text(64), { minItems: 1 }) }, closed),
    ),
  },
  closed,
);
export type Installation = Static<typeof Installation>;

/** `path` is a JSON pointer into the file; the message never repeats a value. */
export interface InstallationFault {
  readonly path: string;
  readonly message: string;
}

/** Every fault at once, so that a file is mended in one go. */
export class InstallationError extends Error {
  readonly faults: readonly InstallationFault[];
  constructor(faults: readonly InstallationFault[]) {
    super(
      `the file has ${faults.length} fault(s):\n${faults.map(({ path, message }) => `  - ${path} ${message}`).join("\n")}`,
    );
    this.name = "InstallationError";
    this.faults = faults;
  }
}

/** What a value's shape breaks, by path from `base`. */
export const shapeFaults = (schema: TSchema, value: unknown, base: string): readonly InstallationFault[] =>
  Value.Errors(schema, value)
    // Each name too many is told by its own path besides.
    .filter(({ keyword }) => keyword !== "additionalProperties")
    .map(({ keyword, instancePath, message }) => ({
      path: `${base}${instancePath}` || "/",
      message: keyword === "boolean" ? "is not known here" : message,
    }));

/** @throws InstallationError with every fault of the shape. */
export function parseInstallation(value: unknown): Installation {
  const faults = shapeFaults(Installation, value, "");
  if (faults.length > 0) throw new InstallationError(faults);
  return value as Installation;
}

/** What can be said against a file of the right shape without asking the database. */
export function installationFaults(
  { operator, organs, accounts, seals, adoptions, copySeals }: Installation,
  types: ReadonlyMap<string, TypeDefinition>,
  production: boolean,
): readonly InstallationFault[] {
  const faults: InstallationFault[] = [];
  const fault = (path: string, message: string): void => void faults.push({ path, message });
  const once = (path: string, what: string) => {
    const seen = new Set<string>();
    return (at: string, key: string): void => {
      if (seen.has(key)) fault(`${path}/${at}`, `${what} stands twice`);
      seen.add(key);
    };
  };
  const fictitious = "is of a division 99xxxx, which does not exist: production refuses it";

  const organOnce = once("/organs", "the code");
  for (const [at, { code, division }] of organs.entries()) {
    organOnce(`${at}/code`, code);
    if (!isUscc(code)) fault(`/organs/${at}/code`, "is no unified social credit code (GB 32100)");
    else if (production && isFictitiousUscc(code)) fault(`/organs/${at}/code`, fictitious);
    if (!isDivisionCode(division)) fault(`/organs/${at}/division`, "is no division code (GB/T 2260)");
    else if (production && isFictitiousDivision(parseDivisionCode(division)))
      fault(`/organs/${at}/division`, fictitious);
  }
  const accountOnce = once("/accounts", "the subject");
  for (const [at, account] of accounts.entries()) {
    const here = `/accounts/${at}`;
    accountOnce(`${at}/subject`, account.subject);
    if (!isCitizenNumber(account.citizenNumber))
      fault(`${here}/citizenNumber`, "is no citizen number (GB 11643)");
    else if (production && isFictitiousCitizenNumber(account.citizenNumber))
      fault(`${here}/citizenNumber`, fictitious);
    const staff = account.roles.some((role) => role !== "holder");
    if (staff && account.organ === undefined)
      fault(`${here}/organ`, "is missing: every role but holder belongs to a body");
    if (account.roles.includes("officer") !== (account.cardNumber !== undefined))
      fault(`${here}/cardNumber`, "belongs to an officer's account, and to no other");
  }
  const asked = accounts.find(({ subject }) => subject === operator);
  if (asked?.closed) fault("/operator", "is an account that the file closes");
  const sealOnce = once("/seals", "the seal of this body and ordinal");
  for (const [at, seal] of seals.entries()) {
    sealOnce(String(at), `${seal.organ}/${seal.ordinal ?? 1}`);
    if (seal.reports !== undefined && !seal.users.includes(seal.reports))
      fault(`/seals/${at}/reports`, "is none of the seal's users");
  }
  if (seals.filter(({ reports }) => reports !== undefined).length > 1)
    fault("/seals", "has more than one seal for reports");
  for (const [at, seal] of (copySeals ?? []).entries())
    if (
      seals.some(
        (other) => other.organ === seal.organ && (other.ordinal ?? 1) === (seal.ordinal ?? copyOrdinal),
      )
    )
      fault(`/copySeals/${at}/ordinal`, "is that of another seal of this body");
  const adoptionOnce = once("/adoptions", "the type for this body");
  for (const [at, adoption] of adoptions.entries())
    for (const [index, typeKey] of adoption.types.entries())
      adoptionOnce(`${at}/types/${index}`, `${adoption.organ}/${typeKey}`);
  for (const [typeKey, { codeIsPlaceholder }] of types)
    if (production && codeIsPlaceholder)
      fault(`/types/${typeKey}`, "has a code that is made up: production refuses it");
  return faults;
}
