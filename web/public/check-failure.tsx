import { ApiProblem, ConnectionError } from "../api/failure.ts";
import { ErrorState, useText } from "../ui/index.ts";
import { LocalCheckError } from "./check-locally.ts";
import { publicText } from "./public-text.ts";

export interface CheckFailureProps {
  readonly error: unknown;
  readonly onRetry: () => void;
  /** The file could be judged here instead. */
  readonly offerHere?: boolean;
}

/** Why there is no verdict, and what to do. */
export function CheckFailure({ error, onRetry, offerHere = false }: CheckFailureProps) {
  const { check: text } = useText(publicText);
  const code =
    error instanceof ApiProblem ? error.code : error instanceof LocalCheckError ? error.problem : "";
  const settled: Readonly<Record<string, string>> = {
    "unreadable-file": text.unreadable,
    "too-large": text.tooLarge,
    "this-browser": text.thisBrowser,
    "seal-not-usable": text.noReportSeal,
  };
  const passing: Readonly<Record<string, string>> = {
    "too-many-requests": text.tooMany,
    "trust-list": text.trustList,
  };
  const words =
    settled[code] ?? passing[code] ?? (error instanceof ConnectionError ? text.noAnswer : text.otherwise);
  const number = error instanceof ApiProblem && !(code in settled) ? error.instance : "";
  return (
    <ErrorState
      title={text.failedTitle}
      error={{ title: text.failedTitle, status: 0, detail: offerHere ? words + text.offerHere : words }}
      {...(!(code in settled) && { onRetry })}
      {...(number && { traceId: number })}
    >
      <></>
    </ErrorState>
  );
}
