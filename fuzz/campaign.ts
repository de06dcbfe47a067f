import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { type Find, type FindKind, field, type Report, type Share } from "./share.ts";

export interface CampaignPlan {
  readonly seed: number;
  readonly inputs: number;
  /** Where to begin; 0 but for doing one input again. */
  readonly from?: number;
  readonly seconds?: number;
  readonly threads?: number;
  readonly only?: readonly string[];
  /** Module with the targets: those of `targets/all.ts` but in tests of the campaign itself. */
  readonly targets?: URL;
  /** Processor time that one input may take; 2 unless given. */
  readonly hangSeconds?: number;
  readonly onProgress?: (done: number, finds: number) => void;
  /** Told at once, the first of its kind and place. */
  readonly onFind?: (find: Find) => void;
}

export interface CampaignResult {
  readonly done: number;
  readonly seconds: number;
  /** One of each kind, target and place: the first. */
  readonly finds: readonly (Find & { readonly times: number })[];
  /** How often each target came to each outcome. */
  readonly words: ReadonlyMap<string, number>;
}

const mebibytes = 512;
const pollMs = 250;

/** Tries inputs in threads that an input can exhaust or hold up without harm to the others, until all are done or time is up. */
export async function runCampaign(plan: CampaignPlan): Promise<CampaignResult> {
  const { threads = 1, from = 0, seconds = Number.POSITIVE_INFINITY } = plan;
  let begun = performance.now();
  const finds = new Map<string, Find & { times: number }>();
  const words = new Map<string, number>();
  const shared = Array.from({ length: threads }, () => new SharedArrayBuffer(4 * Object.keys(field).length));
  const done = (): number =>
    shared.reduce((sum, one) => sum + Atomics.load(new Int32Array(one), field.done), 0);
  const note = (find: Find): void => {
    const name = `${find.kind} ${find.target || find.input} ${placeOf(find.detail)}`;
    const known = finds.get(name);
    if (known !== undefined) {
      known.times++;
      return;
    }
    finds.set(name, { ...find, times: 1 });
    plan.onFind?.(find);
  };
  const listen = (report: Report): void => {
    if (report.kind === "find") note(report.find);
    else for (const [word, n] of Object.entries(report.words)) words.set(word, (words.get(word) ?? 0) + n);
  };
  const clock = setInterval(() => {
    // Making the corpus is not part of the time.
    if (done() === 0) begun = performance.now();
    plan.onProgress?.(done(), finds.size);
    if (performance.now() - begun < seconds * 1000) return;
    for (const one of shared) Atomics.store(new Int32Array(one), field.stop, 1);
  }, 1000);
  try {
    await Promise.all(
      shared.map(async (progress, thread) => {
        const share = {
          seed: plan.seed,
          step: threads,
          only: plan.only ?? [],
          hangSeconds: plan.hangSeconds ?? 2,
          targets: (plan.targets ?? new URL("./targets/all.ts", import.meta.url)).href,
          progress,
        };
        const inputs = Math.ceil((plan.inputs - thread) / threads);
        await finish({ ...share, from: from + thread, inputs }, listen);
      }),
    );
  } finally {
    clearInterval(clock);
  }
  return { done: done(), seconds: (performance.now() - begun) / 1000, finds: [...finds.values()], words };
}

/** The top of the stack names the place; of anything else the first line. */
const placeOf = (detail: string): string =>
  /\n\s+at (.*)/.exec(detail)?.[1]?.replace(/\(.*\//, "") ?? detail.slice(0, 80);

/** A thread that falls is followed by one that begins behind the input that felled it. */
async function finish(share: Share, listen: (report: Report) => void): Promise<void> {
  const progress = new Int32Array(share.progress);
  let { from, inputs } = share;
  while (inputs > 0 && Atomics.load(progress, field.stop) === 0) {
    const before = Atomics.load(progress, field.done);
    const felled = await runThread({ ...share, from, inputs }, listen);
    if (felled === undefined) return;
    const input = Atomics.load(progress, field.at);
    listen({ kind: "find", find: { input, target: "", ...felled, bytes: undefined } });
    Atomics.add(progress, field.done, 1);
    inputs -= Atomics.load(progress, field.done) - before;
    from = input + share.step;
  }
}

interface Felled {
  readonly kind: FindKind;
  readonly detail: string;
}

/** How the thread was felled; `undefined` when it came to its end. @throws what it threw before its first input. */
async function runThread(share: Share, listen: (report: Report) => void): Promise<Felled | undefined> {
  const progress = new Int32Array(share.progress);
  for (const one of [field.ready, field.trying]) Atomics.store(progress, one, 0);
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    workerData: share,
    resourceLimits: { maxOldGenerationSizeMb: mebibytes, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
  });
  worker.on("message", listen);
  let held = { at: -1, spent: 0 };
  let hung = false;
  const watchdog = setInterval(async () => {
    if (Atomics.load(progress, field.trying) === 0) {
      held = { at: -1, spent: 0 };
      return;
    }
    // A thread that has ended meanwhile spends nothing.
    const { user, system } = await worker.cpuUsage().catch(() => ({ user: 0, system: 0 }));
    const [at, spent] = [Atomics.load(progress, field.at), (user + system) / 1e6];
    if (at !== held.at) held = { at, spent };
    else if (spent - held.spent > share.hangSeconds) {
      hung = true;
      await worker.terminate();
    }
  }, pollMs);
  try {
    await once(worker, "exit");
    return hung ? { kind: "hang", detail: `more than ${share.hangSeconds} s` } : undefined;
  } catch (error) {
    if (Atomics.load(progress, field.ready) === 0) throw error;
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ERR_WORKER_OUT_OF_MEMORY") return { kind: "memory", detail: `more than ${mebibytes} MiB` };
    return { kind: "crash", detail: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  } finally {
    clearInterval(watchdog);
  }
}
