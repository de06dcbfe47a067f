import type { TextOf } from "../../../ui/index.ts";
import type { zh } from "./text.zh-CN.ts";

export const en = {
  title: "History of use",
  lead: "Who looked, when, why and at which fields. The record holds no content of your licences.",
  filter: "Licence",
  all: "All licences",
  whose: "Show",
  everyone: "Everything",
  others: "Only by others",
  you: "Yourself",
  officer: (name: string): string => `Officer: ${name}`,
  purpose: "Purpose",
  fields: "Fields seen",
  place: "Place",
  time: "Time",
  nothing: "Nothing was seen",
  cardOnly: "the card",
  file: "the page or the original",
  pdf: "the PDF copy",
  listSeparator: ", ",
  empty: "No use yet",
  emptyLead: "When somebody checks a licence of yours, or you view or download one, it is recorded here.",
  emptyOthers: "Nobody else has looked yet",
  more: "Earlier records",
  end: "There are no earlier records",
  doubt: "Something looks wrong? Call 12345.",
} as const satisfies TextOf<typeof zh>;
