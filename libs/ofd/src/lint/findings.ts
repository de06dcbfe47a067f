import type { XmlElement } from "../xml/element.ts";
import { exceptionFor, type Finding, type LintRule, lintRules } from "./rules.ts";

const maxFindings = 1000;

/** Where in a file one is: its way up is written out only when something is found. */
export interface Place {
  readonly file: string;
  readonly element?: XmlElement;
  readonly parent?: Place;
  /** Name of the shape it is held against. */
  readonly shape?: string;
  readonly clause?: string;
}

/** What is found: the same fault of elements of one kind in one file is one finding with a count. */
export class Findings {
  private readonly found = new Map<string, Finding>();

  get list(): readonly Finding[] {
    return [...this.found.values()];
  }

  /** @param about the name in question, by which exceptions are told, @param more an identifier or a path. */
  add(rule: LintRule, place: Place, about?: string, more?: string): void {
    const detail = [about, more].filter((part) => part !== undefined).join(" ");
    const key = [rule, place.file, kindOfPlace(place), detail].join("\n");
    const known = this.found.get(key);
    if (known !== undefined) this.found.set(key, { ...known, count: known.count + 1 });
    else if (this.found.size < maxFindings) this.found.set(key, finding(rule, place, about, detail));
    else this.found.set("", finding("too-many-findings", { file: place.file }, undefined, ""));
  }
}

function finding(rule: LintRule, place: Place, about: string | undefined, detail: string): Finding {
  const { clause, severity } = lintRules[rule];
  const because =
    severity === "note" ? undefined : exceptionFor(rule, place.shape ?? place.element?.name ?? "", about);
  return {
    rule,
    severity: because === undefined ? severity : "note",
    clause: place.clause ?? clause,
    file: place.file,
    element: pathOf(place),
    count: 1,
    ...(detail !== "" && { detail }),
    ...(because !== undefined && { because }),
  };
}

/** Its path without positions. */
function kindOfPlace(place: Place): string {
  let path = "";
  for (let at: Place | undefined = place; at?.element !== undefined; at = at.parent)
    path = `${at.element.name}/${path}`;
  return path;
}

function pathOf(place: Place): string {
  const steps: string[] = [];
  for (let at: Place | undefined = place; at?.element !== undefined; at = at.parent) {
    const { element } = at;
    const siblings = at.parent?.element?.children.filter(({ name }) => name === element.name) ?? [];
    steps.unshift(siblings.length > 1 ? `${element.name}[${siblings.indexOf(element) + 1}]` : element.name);
  }
  return steps.length === 0 ? "" : `/${steps.join("/")}`;
}
