import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";

export interface ProcessLock {
  release(): Promise<void>;
}

interface Holder {
  readonly pid: number;
  readonly born: string;
  readonly token: string;
}

/**
 * Whether a process runs. A zombie does not: in a container without an init nobody reaps it, and signal 0 still finds it.
 */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return statOf(pid)?.state !== "Z";
}

/** Takes a lock file for this process, or tells the pid of the living process that has it. */
export async function takeProcessLock(file: string): Promise<ProcessLock | { readonly heldBy: number }> {
  const mine: Holder = { pid: process.pid, born: bornOf(process.pid), token: randomUUID() };
  for (let attempt = 0; attempt < 10; attempt++) {
    try {
      await writeFile(file, JSON.stringify(mine), { flag: "wx", mode: 0o644 });
      return { release: () => releaseLock(file, mine) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = await readHolder(file);
    if (holder === "unreadable" && attempt < 5) {
      // Between its creation and its first bytes a lock is empty.
      await new Promise((resolve) => setTimeout(resolve, 20));
      continue;
    }
    if (holder !== "unreadable" && isHeld(holder)) return { heldBy: holder.pid };
    await moveStaleLock(file, holder === "unreadable" ? undefined : holder.token);
  }
  throw new Error(`lock file cannot be taken: ${file}`);
}

/** Whether the process that wrote this lock still runs. */
export async function isLockHeld(file: string): Promise<boolean> {
  const holder = await readHolder(file);
  return holder !== "unreadable" && isHeld(holder);
}

const isHeld = (holder: Holder): boolean => isAlive(holder.pid) && bornOf(holder.pid) === holder.born;

async function readHolder(file: string): Promise<Holder | "unreadable"> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Holder;
  } catch {
    return "unreadable";
  }
}

/** Two starters may see the same stale lock: the one that moves away a lock it did not read puts it back. */
async function moveStaleLock(file: string, token: string | undefined): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  const moved = await readHolder(aside);
  if (moved !== "unreadable" && moved.token !== token) await rename(aside, file);
  else await rm(aside, { force: true });
}

async function releaseLock(file: string, mine: Holder): Promise<void> {
  const holder = await readHolder(file);
  if (holder !== "unreadable" && holder.token === mine.token) await rm(file, { force: true });
}

/** The kernel's start time tells a process from a later one with the same number; empty where there is no /proc. */
const bornOf = (pid: number): string => statOf(pid)?.born ?? "";

function statOf(pid: number): { readonly state: string; readonly born: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0] ?? "", born: fields[19] ?? "" };
  } catch {
    return undefined;
  }
}
