import { type Run, UsageError } from "../run-command.ts";
import { BoundedVerifier } from "../verification/bounded-verifier.ts";
import { inspect } from "./seal-inspect.ts";
import { make } from "./seal-make.ts";
import { sign } from "./seal-sign.ts";
import { sealFiles, verifyWith } from "./verify.ts";

const usage = `usage: liangzheng seal VERB …

  inspect FILE [--json]     what the seals in a file say of themselves: an OFD file, a seal (.esl), a seal signature
                            (SignedValue.dat); nothing is verified
  make -o SEAL.esl …        a seal of GB/T 38540 from a name, a picture and certificates
  sign FILE.ofd -o OUT …    an OFD file with one more seal on it
  verify FILE… [options]    a seal or a seal signature by itself, judged as \`liangzheng verify\` does

\`liangzheng seal VERB --help\` has the options of each.

exit code: 0 done; inspect: 2 no seal; make, sign: 1 refused, nothing was written; verify: as \`liangzheng verify\`;
           3 unreadable; 64 called in a wrong way
`;

const verbs: Readonly<Record<string, Run>> = {
  inspect,
  make,
  sign,
  verify: verifyWith(() => new BoundedVerifier(), sealFiles),
};

/** `liangzheng seal`: tools for electronic seals (GB/T 38540, GM/T 0031). */
export const seal: Run = async ([name, ...rest], terminal) => {
  if (name === "--help" || name === "-h") {
    terminal.out(usage);
    return 0;
  }
  const verb = name === undefined || !Object.hasOwn(verbs, name) ? undefined : verbs[name];
  if (verb === undefined) throw new UsageError(`${name === undefined ? "no" : "no such"} verb\n\n${usage}`);
  return verb(rest, terminal);
};
