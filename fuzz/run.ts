// Mutated inputs for everything that reads bytes from strangers: `npm run fuzz -- --seed 7 --inputs 100000 --only sealed`.
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runCampaign } from "./campaign.ts";
import { Chance } from "./chance.ts";
import type { Find } from "./share.ts";
import { drawTarget } from "./target.ts";
import { targets } from "./targets/all.ts";

const { values: asked } = parseArgs({
  options: {
    seed: { type: "string" },
    inputs: { type: "string", default: "1000000" },
    seconds: { type: "string" },
    only: { type: "string", multiple: true, default: [] },
    threads: { type: "string", default: String(Math.min(4, availableParallelism())) },
    input: { type: "string" },
    finds: { type: "string" },
  },
});
const seed = asked.seed === undefined ? Math.trunc(Date.now() / 1000) : whole("seed", asked.seed);
const folder = asked.finds ?? join(tmpdir(), `liangzheng-fuzz-${seed}`);
const again = asked.input === undefined ? undefined : whole("input", asked.input);
const only = asked.only.flatMap((names) => names.split(","));
const names = targets.map(({ name }) => name);
const unknown = only.filter((begin) => !names.some((name) => name.startsWith(begin)));
if (unknown.length > 0) {
  console.error(`no such target: ${unknown.join(", ")}. There are: ${names.join(", ")}`);
  process.exit(2);
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) {
    console.error(`--${name} is a whole number`);
    process.exit(2);
  }
  return value;
}

/** The bytes of an input, made again: they are a function of seed and number. */
function remake(input: number): { readonly target: string; readonly bytes: Uint8Array } {
  const chance = new Chance(seed, input);
  const target = drawTarget(targets, chance);
  return { target: target.name, bytes: target.make(chance) };
}

function keep(find: Find): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${find.input}.bin`);
  writeFileSync(file, find.bytes ?? remake(find.input).bytes);
  return file;
}

console.log(`seed ${seed}`);
let told = performance.now();
const result = await runCampaign({
  seed,
  inputs: again === undefined ? whole("inputs", asked.inputs) : 1,
  ...(again !== undefined && { from: again }),
  ...(asked.seconds !== undefined && { seconds: whole("seconds", asked.seconds) }),
  threads: again === undefined ? whole("threads", asked.threads) : 1,
  only: again === undefined ? only : [],
  onFind: (find) => console.log(`${find.kind}: input ${find.input}, kept as ${keep(find)}`),
  onProgress(done, finds) {
    if (performance.now() - told < 10_000) return;
    told = performance.now();
    console.log(`${done} inputs, ${finds} finds`);
  },
});
const { done, seconds, finds, words } = result;
for (const [word, times] of [...words].sort(([a], [b]) => (a < b ? -1 : 1)))
  console.log(`${String(times).padStart(9)}  ${word}`);
for (const find of finds) {
  const target = find.target === "" ? remake(find.input).target : find.target;
  console.log(`\n${find.kind} in ${target}, ${find.times} times: ${find.detail}`);
  console.log(`  npm run fuzz -- --seed ${seed} --input ${find.input}`);
}
console.log(
  `\n${done} inputs in ${seconds.toFixed(0)} s, ${(done / seconds).toFixed(0)}/s; ${finds.length} finds; seed ${seed}`,
);
process.exitCode = finds.length > 0 ? 1 : 0;
