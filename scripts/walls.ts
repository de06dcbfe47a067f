/** The walls of the repository as data: `.dependency-cruiser.mjs` makes rules of it, docs/rooms.md prints it. */

/** What each library may import, directly. All but the leaves look downward only. */
export const libraries: Readonly<Record<string, readonly string[]>> = {
  bytes: [],
  problem: [],
  ident: [],
  showcode: [],
  asn1: ["bytes"],
  tlog: ["bytes"],
  ofd: ["bytes"],
  pdf: ["bytes", "ofd"],
  gm: ["bytes", "asn1"],
  pki: ["bytes", "asn1"],
  seal: ["bytes", "asn1", "pki", "ofd", "pdf"],
};

/** What the contract may know: words of failure and identifiers, no file format and no cryptography. */
export const contractLibraries: readonly string[] = ["bytes", "problem", "ident"];

export interface Tier {
  readonly name: string;
  readonly rooms: readonly string[];
}

/** Bottom first. A room may import the faces of rooms in lower tiers, and those that `sideways` names. */
export const tiers: readonly Tier[] = [
  { name: "ground", rooms: ["access", "parties", "audit", "ledger", "notices"] },
  { name: "core", rooms: ["catalogue", "sealing", "licences"] },
  { name: "doors", rooms: ["issuance", "consent", "use"] },
  { name: "flows", rooms: ["presentation", "checks"] },
];

export const sideways: Readonly<Record<string, readonly string[]>> = {
  access: ["parties"],
  audit: ["parties", "ledger"],
  issuance: ["use"],
  use: ["consent"],
};

/** The rooms that a room may import, lowest tier first. */
export function roomsBelow(room: string): readonly string[] {
  const height = tiers.findIndex(({ rooms }) => rooms.includes(room));
  if (height < 0) throw new Error(`no tier for the room ${room}`);
  return [...tiers.slice(0, height).flatMap(({ rooms }) => rooms), ...(sideways[room] ?? [])];
}

/** Files that hold rules and nothing else: no database, no framework. */
export const pureRuleFiles: readonly string[] = [
  "access/account",
  "parties/party",
  "catalogue/licence-type",
  "catalogue/type-template",
  "sealing/seal-life",
  "licences/licence",
  "licences/status",
  "issuance/draft",
  "issuance/joint-sealing",
  "consent/use-rules",
  "use/annotated-copy",
  "use/fields",
  "use/receipt",
  "presentation/show-code",
  "checks/report-page",
];

/** Each app is built alone: what two of them share lives in a folder that is not an app. */
export const webApps: readonly string[] = ["wallet", "console", "officer", "public", "gallery"];
