import { type Run, UsageError } from "../run-command.ts";
import { lint } from "./ofd-lint.ts";
import { render } from "./ofd-render.ts";
import { show } from "./ofd-show.ts";

const usage = `usage: liangzheng ofd VERB FILE… [options]

  show FILE [--values]                what the file consists of; values are hidden unless asked for
  render FILE --page N --out x.svg    one page with its seals, as a picture
  lint FILE… [--json] [--errors]      its structure against GB/T 33190
       [--lang zh|en]

exit code: 0 done, no errors; 1 lint found errors; 3 unreadable; 64 called in a wrong way
`;

const verbs: Readonly<Record<string, Run>> = { show, render, lint };

/** `liangzheng ofd`: tools for looking into an OFD file (GB/T 33190) without believing it. */
export const ofd: Run = async (args, terminal) => {
  const [name, ...rest] = args;
  if (name === "--help" || name === "-h") {
    terminal.out(usage);
    return 0;
  }
  const verb = name === undefined || !Object.hasOwn(verbs, name) ? undefined : verbs[name];
  if (verb === undefined) throw new UsageError(`${name === undefined ? "no" : "no such"} verb\n\n${usage}`);
  return verb(rest, terminal);
};
