/** Where a command writes; it answers with the exit code and never exits by itself. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
}

export type Run = (args: readonly string[], terminal: Terminal) => Promise<number>;

export interface Command {
  readonly summary: string;
  readonly load: () => Promise<Run>;
}

/** As sysexits.h has it: apart from every code a command gives as its answer. */
const usageExit = 64;

/** A mistake in how the command was called; its message is printed alone. */
export class UsageError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "UsageError";
  }
}

/** Finds and runs the command that `args` begin with. */
export async function runCommand(
  commands: Readonly<Record<string, Command>>,
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const [name, ...rest] = args;
  const command = name === undefined || !Object.hasOwn(commands, name) ? undefined : commands[name];
  if (command === undefined) {
    const asked = name === "--help" || name === "-h" || name === "help";
    const list = Object.entries(commands).map(([key, { summary }]) => `  ${key.padEnd(10)} ${summary}\n`);
    const text = `usage: liangzheng COMMAND …\n\n${list.join("")}`;
    if (asked) terminal.out(text);
    else terminal.err(name === undefined ? text : `no such command\n\n${text}`);
    return asked ? 0 : usageExit;
  }
  try {
    const run = await command.load();
    return await run(rest, terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.err(`liangzheng ${name}: ${error.message}\n`);
    return usageExit;
  }
}
