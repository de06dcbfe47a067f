import { ApiProblem, type Fault, useProblemWords } from "../api/index.ts";
import { useLanguage } from "../ui/index.ts";
import type { SayFault } from "./fault-words.ts";

/** What `Form` understands: a problem document whose errors stand at fields, in the words of the page. */
export class FormFailure extends Error {
  readonly problem: {
    readonly title: string;
    readonly status: number;
    readonly detail: string;
    readonly traceId?: string;
    readonly errors: readonly Fault[];
  };
  constructor(title: string, detail: string, errors: readonly Fault[], traceId?: string) {
    super(detail);
    this.problem = { title, status: 400, detail, errors, ...(traceId && { traceId }) };
  }
}

type LooseFault = Pick<Fault, "field" | "rule"> & { readonly message?: string };

/**
 * The rule is dropped, because the words are final; a fault of all holders goes to the first one's code.
 * The same place is told once.
 */
export function worded(faults: readonly LooseFault[], say: SayFault): readonly Fault[] {
  const seen = new Set<string>();
  return faults.flatMap((fault) => {
    const field = fault.field
      .replace(/^\/body(?=\/)/, "")
      .replace(/^\/content(?=\/)/, "")
      .replace(/^\/holders$/, "/holders/0/code");
    if (seen.has(field)) return [];
    seen.add(field);
    return [{ field, rule: "", message: say({ ...fault, field }) }];
  });
}

/** Turns what an operation threw into what the form shows. */
export function useFormFailure(say: SayFault): (error: unknown) => unknown {
  const words = useProblemWords();
  const language = useLanguage();
  return (error) => {
    if (!(error instanceof ApiProblem)) return error;
    const { title, lead } = words(error);
    const faults = worded(error.faults, say);
    const number = error.document.status >= 500 ? error.instance : "";
    return new FormFailure(title, `${title}${language === "en" ? ". " : "："}${lead}`, faults, number);
  };
}
