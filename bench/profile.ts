import { type Profiler, Session } from "node:inspector/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A sampling profile of this thread. @returns what ends it. */
export async function startProfile(): Promise<() => Promise<Profiler.Profile>> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: 500 });
  await session.post("Profiler.start");
  return async () => {
    const { profile } = await session.post("Profiler.stop");
    session.disconnect();
    return profile;
  };
}

export interface Frame {
  readonly name: string;
  /** Path within the repository, `node:…`, or empty for what is built in. */
  readonly file: string;
  readonly line: number;
}

/** Names the step a frame begins; undefined: the step of its caller goes on. */
export type Classify = (frame: Frame, within: string | undefined) => string | undefined;

/** Shares of busy time, by step and by function (self time), greatest first. */
export function sharesOf({ nodes, samples = [] }: Profiler.Profile, classify: Classify) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])));
  const steps = new Map<number, string | undefined>();
  const stepOf = (id: number): string | undefined => {
    if (steps.has(id)) return steps.get(id);
    const node = byId.get(id);
    const parent = parents.get(id);
    const within = parent === undefined ? undefined : stepOf(parent);
    const step = node === undefined ? within : (classify(frameOf(node), within) ?? within);
    steps.set(id, step);
    return step;
  };
  const bySteps = new Map<string, number>();
  const byFunctions = new Map<string, number>();
  const byFrames = new Map<string, number>();
  let busy = 0;
  for (const id of samples) {
    const node = byId.get(id);
    if (node === undefined || node.callFrame.functionName === "(idle)") continue;
    busy++;
    add(bySteps, stepOf(id) ?? "other");
    add(byFunctions, printed(frameOf(node)));
    // Inclusive: each function once for each sample, however deep it recurses.
    const seen = new Set<string>();
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const frame = byId.get(at);
      if (frame !== undefined) seen.add(printed(frameOf(frame)));
    }
    for (const name of seen) add(byFrames, name);
  }
  return { steps: ranked(bySteps, busy), self: ranked(byFunctions, busy), inclusive: ranked(byFrames, busy) };
}

const add = (counts: Map<string, number>, name: string): void =>
  void counts.set(name, (counts.get(name) ?? 0) + 1);

const ranked = (counts: ReadonlyMap<string, number>, total: number) =>
  [...counts].map(([name, count]) => ({ name, share: count / total })).sort((a, b) => b.share - a.share);

function frameOf({ callFrame }: Profiler.ProfileNode): Frame {
  const { functionName, url, lineNumber } = callFrame;
  const path = url.startsWith("file:") ? fileURLToPath(url) : url;
  const file = path.startsWith(root) ? path.slice(root.length) : path;
  return { name: functionName === "" ? "(anonymous)" : functionName, file, line: lineNumber + 1 };
}

const printed = ({ name, file, line }: Frame): string => (file === "" ? name : `${name} ${file}:${line}`);
