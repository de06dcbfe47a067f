/** One wrong field as the server names it: JSON pointer and rule. */
export interface Fault {
  readonly field: string;
  readonly rule: string;
  readonly message: string;
}

/** A problem document (RFC 9457) as this API writes it. */
export interface ProblemDocument {
  readonly code: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** The number to quote to the operator. */
  readonly instance: string;
  readonly faults: readonly Fault[];
  /** Members that some problems add: `until`, `status`. */
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** The server answered, and the answer is no. */
export class ApiProblem extends Error {
  readonly document: ProblemDocument;
  constructor(document: ProblemDocument) {
    super(document.detail || document.title);
    this.name = "ApiProblem";
    this.document = document;
  }
  get code(): string {
    return this.document.code;
  }
  get faults(): readonly Fault[] {
    return this.document.faults;
  }
  get instance(): string {
    return this.document.instance;
  }
}

/** There was no answer. A `TypeError`, as `fetch` itself throws when the network fails. */
export class ConnectionError extends TypeError {
  constructor(options?: ErrorOptions) {
    super("no answer from the server", options);
    this.name = "ConnectionError";
  }
}

export const problemCode = (error: unknown): string | undefined =>
  error instanceof ApiProblem ? error.code : undefined;

/** Worth asking again with the same key: nothing is known of what became of it, or the server asks for patience. */
export const mayHaveHappened = (error: unknown): boolean =>
  error instanceof ConnectionError ||
  (error instanceof ApiProblem && (error.document.status >= 500 || error.document.status === 429));

type Loose = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Loose => typeof value === "object" && value !== null;
const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** Reads any error answer: a gateway in between need not speak our language. */
export function parseProblem(status: number, body: string): ProblemDocument {
  const document = readJson(body);
  const { type, title, status: _, detail, instance, faults, ...extensions } = document;
  const code = text(type).replace(/^urn:liangzheng:problem:/, "");
  return {
    code: code || (status >= 502 && status <= 504 ? "not-ready" : "internal-error"),
    title: text(title),
    status,
    detail: text(detail),
    instance: text(instance),
    faults: Array.isArray(faults) ? faults.flatMap(faultOf) : [],
    extensions,
  };
}

function readJson(body: string): Loose {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function faultOf(value: unknown): Fault[] {
  if (!isObject(value)) return [];
  return [{ field: text(value["field"]), rule: text(value["rule"]), message: text(value["message"]) }];
}
