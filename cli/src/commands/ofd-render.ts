import { writeFile } from "node:fs/promises";
import { readDocument, renderPage, type Stamp } from "@liangzheng/ofd";
import { stampsOf, verifyOfd } from "@liangzheng/seal";
import type { Run } from "../run-command.ts";
import { exitCodes } from "../verification/file-verdict.ts";
import { hostAlgorithms } from "../verification/host-algorithms.ts";
import { joinTrust } from "../verification/trust-files.ts";
import { plain } from "../verification/verdict-text.ts";
import { onlyFile, openFile, ordinal, parseOptions, reasonOf } from "./ofd-file.ts";

/** `liangzheng ofd render`: a page as an inert SVG. The seals on it are pictures: whether they hold says `verify`. */
export const render: Run = async (args, { out, err }) => {
  const { values, positionals } = parseOptions(args, {
    page: { type: "string", default: "1" },
    document: { type: "string", default: "1" },
    out: { type: "string" },
  });
  const path = onlyFile(positionals);
  const page = ordinal(values.page, "--page");
  const number = ordinal(values.document, "--document");
  const opened = await openFile(path);
  const fail = (reason: string) => {
    err(`${plain(path)}: ${plain(reason)}\n`);
    return exitCodes.unreadable;
  };
  if (typeof opened === "string") return fail(opened);
  let svg: string;
  try {
    const document = readDocument(opened.package)[number - 1];
    if (document === undefined) return fail(`no document ${number}`);
    if (page > document.pages.length) return fail(`no page ${page} of ${document.pages.length}`);
    svg = renderPage(document, page - 1, { stamps: sealsOn(opened.bytes) });
  } catch (error) {
    return fail(reasonOf(error));
  }
  if (values.out === undefined) out(svg);
  else await writeFile(values.out, svg);
  return 0;
};

/** The seals of all signatures, whatever they are worth. */
function sealsOn(bytes: Uint8Array): readonly Stamp[] {
  const report = verifyOfd(bytes, { gm: hostAlgorithms(), trust: joinTrust([], [], []), now: new Date() });
  return report.signatures.flatMap(stampsOf);
}
