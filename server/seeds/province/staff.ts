import type { Role } from "@liangzheng/contract";
import { type CastKey, cast, enforcement } from "./cast.ts";
import { issuers, type OrganKey, organs } from "./organs.ts";
import type { People, PlannedPerson } from "./people.ts";

/** A way to sign in. The subject says nothing of the person: it stands in tokens and logs. */
export interface PlannedAccount {
  readonly subject: string;
  readonly citizenNumber: string;
  readonly organCode: string | null;
  readonly roles: readonly Role[];
  readonly cardNumber: string | null;
}

export interface PlannedOfficer {
  readonly subject: string;
  readonly person: PlannedPerson;
  readonly organ: OrganKey;
  readonly field: string;
  readonly cardNumber: string;
}

type Post = "clerk" | "reviewer" | "keeper";
const rolesOf: Readonly<Record<Post, readonly Role[]>> = {
  clerk: ["clerk"],
  reviewer: ["reviewer"],
  keeper: ["seal-keeper", "catalogue-manager"],
};
const posts: readonly Post[] = ["clerk", "reviewer", "keeper"];

const given: Readonly<Partial<Record<string, CastKey>>> = {
  "transport-clerk": "transportClerk",
  "transport-reviewer": "transportReviewer",
  "transport-keeper": "transportKeeper",
  "countyMarket-clerk": "marketClerk",
  "countyMarket-reviewer": "marketReviewer",
};

export interface Staff {
  readonly accounts: readonly PlannedAccount[];
  readonly officers: readonly PlannedOfficer[];
}

/** Three people in every issuing unit, three at the province's bureau, the officers, and everybody's own wallet. */
export function planStaff(people: People): Staff {
  const spare = people.all.slice(Object.keys(cast).length);
  // From the end, so that those who represent enterprises or hold many licences are seldom the same people.
  const take = (key: CastKey | undefined): PlannedPerson =>
    key === undefined ? (spare.pop() as PlannedPerson) : people.cast[key];
  const account = (subject: string, organ: OrganKey, roles: readonly Role[], person: PlannedPerson) => ({
    subject: `demo-console-${subject}`,
    citizenNumber: person.citizenNumber,
    organCode: organs[organ].code,
    roles,
    cardNumber: null,
  });
  const desks = (Object.keys(issuers) as OrganKey[]).flatMap((organ) =>
    posts.map((post) => account(`${organ}-${post}`, organ, rolesOf[post], take(given[`${organ}-${post}`]))),
  );
  const { bureauProposer, bureauPublisher, auditor } = people.cast;
  const bureau = [
    account("bureau-proposer", "bureau", ["catalogue-manager"], bureauProposer),
    account("bureau-publisher", "bureau", ["catalogue-manager"], bureauPublisher),
    account("bureau-auditor", "bureau", ["auditor"], auditor),
  ];
  const officers = planOfficers(take);
  const cards = officers.map(({ subject, person, organ, cardNumber }) => ({
    subject,
    citizenNumber: person.citizenNumber,
    organCode: organs[organ].code,
    roles: ["officer"] as const,
    cardNumber,
  }));
  const wallets = people.all.map(({ citizenNumber }, at) => ({
    subject: walletSubject(at),
    citizenNumber,
    organCode: null,
    roles: ["holder"] as const,
    cardNumber: null,
  }));
  return { accounts: [...desks, ...bureau, ...cards, ...wallets], officers };
}

export const walletSubject = (at: number): string => `demo-wallet-${String(at + 1).padStart(4, "0")}`;

function planOfficers(take: (key: CastKey | undefined) => PlannedPerson): PlannedOfficer[] {
  let sequence = 0;
  return enforcement.flatMap(({ organ, field, lead, others }) =>
    [lead, ...Array.from({ length: others }, () => undefined)].map((key, at) => {
      sequence++;
      const cardNumber = `${organs[organ].division}${String(sequence).padStart(5, "0")}`;
      return { subject: `demo-officer-${organ}-${at + 1}`, person: take(key), organ, field, cardNumber };
    }),
  );
}
