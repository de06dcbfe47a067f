import { ErrorState, type Problem, type TextOf, useText } from "../ui/index.ts";
import { codeText } from "./code-words.ts";
import { ApiProblem } from "./failure.ts";

export interface ProblemWords {
  readonly title: string;
  readonly lead: string;
  readonly problem: Problem | undefined;
}

type Catalogue = Readonly<Record<string, TextOf<{ title: ""; lead: "" }>>>;

/** A failure in the words of the page's language: the server's own are for logs. */
export function useProblemWords(): (error: unknown) => ProblemWords {
  const { problems, failure } = useText(codeText);
  return (error) => {
    if (!(error instanceof ApiProblem)) return { ...failure, problem: undefined };
    const { title, lead } = (problems as Catalogue)[error.code] ?? failure;
    const { status, instance } = error.document;
    return {
      title,
      lead,
      problem: {
        title,
        detail: lead,
        status,
        code: error.code,
        errors: [],
        ...(instance && { traceId: instance }),
      },
    };
  };
}

export interface ApiErrorStateProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** Whatever an operation threw: what it means, what to do, the number to quote. */
export function ApiErrorState({ error, onRetry }: ApiErrorStateProps) {
  const { problem } = useProblemWords()(error);
  const retry = onRetry && { onRetry };
  // An empty child keeps the general advice away: our words say what to do.
  return problem ? (
    <ErrorState error={problem} {...retry}>
      {""}
    </ErrorState>
  ) : (
    <ErrorState error={error} {...retry} />
  );
}
