#!/usr/bin/env node
import { type Command, runCommand } from "./run-command.ts";

/** Every command: its sentence in the list, and where its code is, loaded only when it runs. */
const commands: Readonly<Record<string, Command>> = {
  start: {
    summary: "run the platform; a demonstration seeds itself",
    load: async () => (await import("./commands/start.ts")).start,
  },
  apply: {
    summary: "bring bodies, accounts, types and seals to what a file says",
    load: async () => (await import("./commands/apply.ts")).apply,
  },
  doctor: {
    summary: "check keys, clock, database, disk and cryptography, and say what to do",
    load: async () => (await import("./commands/doctor.ts")).doctor,
  },
  keys: {
    summary: "make the key file of an installation",
    load: async () => (await import("./commands/keys.ts")).keys,
  },
  seal: {
    summary: "inspect, make, use and verify electronic seals",
    load: async () => (await import("./commands/seal.ts")).seal,
  },
  verify: {
    summary: "verify the seals and signatures of OFD files",
    load: async () => (await import("./commands/verify.ts")).verify,
  },
  receipt: {
    summary: "verify the receipt of a use, by itself",
    load: async () => (await import("./commands/receipt.ts")).receipt,
  },
  audit: {
    summary: "verify that nobody changed the log of uses and acts",
    load: async () => (await import("./commands/audit.ts")).audit,
  },
  ofd: {
    summary: "look into OFD files: show, render, lint",
    load: async () => (await import("./commands/ofd.ts")).ofd,
  },
};

try {
  process.exitCode = await runCommand(commands, process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  });
} catch (error) {
  // A fault of the program must not look like an answer: 1 would say that a file is invalid (sysexits.h: EX_SOFTWARE).
  console.error(error);
  process.exitCode = 70;
}
