// Sizes of signed lists: `node libs/showcode/bench/status-list-size.ts`. One place in a hundred is not valid, at random; Node's zlib.
import { type ListedStatus, makeStatusList, prepareStatusList } from "../src/index.ts";
import { deflate } from "../testing/keys.ts";
import { issuer, now } from "../testing/offline-world.ts";

let state = 42;
/** Lehmer's generator: the same sizes every time. */
function below(n: number): number {
  state = (state * 48_271) % 2_147_483_647;
  return state % n;
}

const mixtures: Readonly<Record<string, readonly ListedStatus[]>> = {
  "all cancelled": ["cancelled"],
  "three in five cancelled": [
    ...(["cancelled", "cancelled", "cancelled", "cancelled", "cancelled", "cancelled"] as const),
    ...(["revoked", "revoked", "suspended", "withdrawn"] as const),
  ],
  "seven statuses alike": ["revoked", "suspended", "pending", "cancelled", "withdrawn", "rescinded", "void"],
};
const claims = {
  uri: "https://status.example.cn/lists/7",
  issuedAt: now,
  expiresAt: now + 86_400,
  timeToLive: 3600,
};

for (const size of [1_000_000, 2 ** 20])
  for (const [name, statuses] of Object.entries(mixtures)) {
    const notValid = new Map<number, ListedStatus>();
    while (notValid.size < size / 100) notValid.set(below(size), statuses[below(statuses.length)] ?? "void");
    const { toBeSigned, signed } = prepareStatusList(claims, makeStatusList(size, notValid), issuer, deflate);
    process.stdout.write(`${signed(issuer.sign(toBeSigned)).length} bytes  ${size} places, ${name}\n`);
  }
