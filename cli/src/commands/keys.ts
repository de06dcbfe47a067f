import { makeKeys, random } from "@liangzheng/server/keys";
import { type Run, UsageError } from "../run-command.ts";

const usage = "usage: liangzheng keys new FILE\n";

/** `liangzheng keys new FILE`: the key-encryption key and the index key, mode 0600, never over an existing file. */
export const keys: Run = async ([verb, file], { out }) => {
  if (verb !== "new" || file === undefined) throw new UsageError(usage);
  await makeKeys(file, random);
  out(
    `${file} written. Keep a copy apart from the data and its backups: without it no record can be read again.\n`,
  );
  return 0;
};
