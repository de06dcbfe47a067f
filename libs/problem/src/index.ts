/** A kind of failure that callers may rely on (RFC 9457): its `code` ends the type URI, its status and title never vary. */
export interface ProblemType<Code extends string = string> {
  readonly code: Code;
  readonly status: number;
  readonly title: string;
}

export const problemType = <const C extends string>(code: C, status: number, title: string): ProblemType<C> =>
  Object.freeze({ code, status, title });

/** One wrong field of an input: a JSON pointer and the rule it broke, never the value itself. */
export interface FieldFault {
  readonly field: string;
  readonly rule: string;
  readonly message: string;
}

/**
 * An expected failure. `detail` is for people and carries neither personal data nor the rejected input.
 * `extensions` become members of the problem document.
 */
export class ProblemError<Code extends string = string> extends Error {
  readonly problem: ProblemType<Code>;
  readonly extensions: Readonly<Record<string, unknown>>;
  constructor(
    problem: ProblemType<Code>,
    detail: string,
    extensions: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(detail, options);
    this.name = "ProblemError";
    this.problem = problem;
    this.extensions = extensions;
  }
}
