import { getHeapStatistics } from "node:v8";
import { parentPort, workerData } from "node:worker_threads";
import { Chance } from "./chance.ts";
import { type Find, type FindKind, field, type Report, type Share } from "./share.ts";
import { drawTarget, type Target } from "./target.ts";

const memoryBytes = 512 * 1024 * 1024;
const reportEvery = 500;

/** Most inputs are refused, and by an error: to take down its stack would be most of the work. */
Error.stackTraceLimit = 0;
/** Enough of a stack to name a place. */
const placeFrames = 4;

async function work(share: Share): Promise<void> {
  const progress = new Int32Array(share.progress);
  const { targets } = (await import(share.targets)) as { readonly targets: readonly Target[] };
  const isWanted = ({ name }: Target): boolean =>
    share.only.length === 0 || share.only.some((begin) => name.startsWith(begin));
  if (!targets.some(isWanted))
    throw new Error(`no such target; there are ${targets.map(({ name }) => name).join(", ")}`);
  Atomics.store(progress, field.ready, 1);
  let words: Record<string, number> = {};
  let done = 0;
  for (
    let input = share.from;
    done < share.inputs && Atomics.load(progress, field.stop) === 0;
    input += share.step
  ) {
    const chance = new Chance(share.seed, input);
    const target = drawTarget(targets, chance);
    if (!isWanted(target)) continue;
    Atomics.store(progress, field.at, input);
    const bytes = target.make(chance);
    Atomics.store(progress, field.trying, 1);
    const { word, find } = tryOne(target, input, bytes, share.hangSeconds);
    Atomics.store(progress, field.trying, 0);
    words[`${target.name}: ${word}`] = (words[`${target.name}: ${word}`] ?? 0) + 1;
    if (find !== undefined) send({ kind: "find", find });
    if (++done % reportEvery === 0) {
      send({ kind: "words", words });
      words = {};
    }
    Atomics.add(progress, field.done, 1);
  }
  send({ kind: "words", words });
}

function tryOne(
  target: Target,
  input: number,
  bytes: Uint8Array,
  hangSeconds: number,
): { readonly word: string; readonly find?: Find } {
  const found = (kind: FindKind, detail: string) => ({
    word: kind,
    find: { input, target: target.name, kind, detail, bytes },
  });
  const [heap, begun] = [heldBytes(), process.threadCpuUsage()];
  try {
    const { word, wrong } = target.run(bytes);
    const { user, system } = process.threadCpuUsage(begun);
    const seconds = (user + system) / 1e6;
    if (wrong !== undefined) return found("wrong valid", wrong);
    if (seconds > hangSeconds) return found("hang", `${seconds.toFixed(1)} s`);
    if (heldBytes() - heap > memoryBytes) return found("memory", `${heldBytes() - heap} bytes`);
    return { word };
  } catch (error) {
    return found("crash", placed(target, bytes) ?? String(error));
  }
}

/** The same once more, with the place where it falls. */
function placed(target: Target, bytes: Uint8Array): string | undefined {
  Error.stackTraceLimit = placeFrames;
  try {
    target.run(bytes);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.stack : undefined;
  } finally {
    Error.stackTraceLimit = 0;
  }
}

function heldBytes(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}

const send = (report: Report): void => parentPort?.postMessage(report);

await work(workerData as Share);
