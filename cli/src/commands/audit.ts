import { verifyAudit } from "@liangzheng/server/audit";
import { type Run, UsageError } from "../run-command.ts";
import { tellable } from "../tellable.ts";

const usage = `usage: liangzheng audit verify

  Computes the log of receipts and audit entries again from every row, while the platform runs or not, and compares
  rows, tree and signed checkpoints.

exit code: 0 nothing was changed; 1 something was; 70 it could not be asked
`;

const words = {
  "row-changed": "a row was changed after it was logged: leaf",
  "row-gone": "a row is gone: leaf",
  "row-unlogged": "rows were put in behind the log's back: kind",
  "tile-changed": "the tree was changed: tile",
  "checkpoint-wrong": "a checkpoint is not of this tree, or not signed by the log: size",
} as const;

/** `liangzheng audit verify`: whether anybody changed what was recorded of uses and acts. */
export const audit: Run = async (args, { out, err }) => {
  const [verb, ...rest] = args;
  if (verb === "--help" || verb === "-h") {
    out(usage);
    return 0;
  }
  if (verb !== "verify" || rest.length > 0) throw new UsageError(`no such verb\n\n${usage}`);
  try {
    const { leaves, checkpoints, faults, root } = await verifyAudit(process.env, (line) => err(`${line}\n`));
    out(`${leaves} entries, ${checkpoints} checkpoints, root ${root ?? "none"}\n`);
    for (const { kind, at } of faults) out(`✗ ${words[kind]} ${at}\n`);
    out(faults.length === 0 ? "✓ nothing was changed\n" : `${faults.length} faults\n`);
    return faults.length === 0 ? 0 : 1;
  } catch (error) {
    const told = tellable(error);
    if (told === undefined) throw error;
    err(`${told}\n`);
    return 70;
  }
};
