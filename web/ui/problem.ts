/** One wrong field as the server names it: JSON pointer, rule, and words for people. */
export interface ProblemField {
  readonly field: string;
  readonly rule: string;
  readonly message: string;
}

/** A problem document (RFC 9457) as far as a screen needs it. */
export interface Problem {
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly code?: string;
  readonly traceId?: string;
  readonly errors: readonly ProblemField[];
}

type Loose = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Loose => typeof value === "object" && value !== null;
const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

/**
 * Finds the problem document in whatever a request threw: the document itself, or an error that carries it
 * as `problem`, `document` or `body`. Nothing when the failure is not the server's (network, bug).
 */
export function findProblem(error: unknown): Problem | undefined {
  if (!isObject(error)) return undefined;
  const found = [error["problem"], error["document"], error["body"], error].find(
    (one): one is Loose =>
      isObject(one) && typeof one["title"] === "string" && typeof one["status"] === "number",
  );
  if (!found) return undefined;
  const all: Loose = { ...found, ...(isObject(error["extensions"]) ? error["extensions"] : {}) };
  const detail = textOf(all["detail"]) ?? (error instanceof Error ? textOf(error.message) : undefined);
  const code = textOf(all["code"]) ?? textOf(all["type"])?.split(/[/:#]/).pop();
  const traceId = textOf(all["traceId"]) ?? textOf(all["trace"]) ?? textOf(all["instance"]);
  return {
    title: String(found["title"]),
    status: Number(found["status"]),
    errors: Array.isArray(all["errors"]) ? all["errors"].flatMap(fieldOf) : [],
    ...(detail && { detail }),
    ...(code && { code }),
    ...(traceId && { traceId }),
  };
}

function fieldOf(value: unknown): ProblemField[] {
  if (!isObject(value)) return [];
  const field = textOf(value["field"]) ?? textOf(value["pointer"]);
  if (field === undefined) return [];
  return [{ field, rule: textOf(value["rule"]) ?? "", message: textOf(value["message"]) ?? "" }];
}

/** `/holders/0/name` → `holders.0.name` (RFC 6901 → the path of a form field). */
export const pointerToPath = (pointer: string): string =>
  pointer
    .replace(/^#/, "")
    .split("/")
    .filter((part, at) => at > 0 || part !== "")
    .map((part) => part.replace(/~1/g, "/").replace(/~0/g, "~"))
    .join(".");
