import { spawn } from "node:child_process";
import { repository } from "./repository.ts";

/** One tool and its arguments, started with our own Node. */
export interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** What it says is shown while it runs; otherwise it is kept, and shown only when the step fails. */
  readonly live?: boolean;
}

export interface StepResult {
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
}

interface Finished {
  readonly ok: boolean;
  readonly said: Buffer;
}

/** A step is judged by its exit code alone; nothing is filtered out of what it says. */
function runStep({ command, live = false }: Step): Promise<Finished> {
  return new Promise((resolve) => {
    const said: Buffer[] = [];
    const child = spawn(process.execPath, command, {
      cwd: repository,
      stdio: live ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
    });
    child.stdout?.on("data", (bytes: Buffer) => said.push(bytes));
    child.stderr?.on("data", (bytes: Buffer) => said.push(bytes));
    child.on("error", (error) => resolve({ ok: false, said: Buffer.from(`${error.message}\n`) }));
    child.on("close", (code) => resolve({ ok: code === 0, said: Buffer.concat(said) }));
  });
}

/** Runs the steps in order, `width` at a time; all of them run, whatever fails. */
export async function runSteps(steps: readonly Step[], width: number): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  const waiting = [...steps.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [at, step] = next;
      if (step.live) console.log(`— ${step.name}`);
      const started = performance.now();
      const { ok, said } = await runStep(step);
      results[at] = { name: step.name, ok, seconds: (performance.now() - started) / 1000 };
      if (!ok && said.length > 0) process.stdout.write(`— ${step.name} failed\n${said.toString()}\n`);
    }
  };
  await Promise.all(Array.from({ length: width }, work));
  return results;
}

/** Step, outcome, seconds: one line each. */
export function tableOf(results: readonly StepResult[]): string {
  const width = Math.max(...results.map(({ name }) => name.length));
  return results
    .map(
      ({ name, ok, seconds }) =>
        `${name.padEnd(width)}  ${ok ? "ok    " : "failed"}  ${seconds.toFixed(1).padStart(6)} s\n`,
    )
    .join("");
}
