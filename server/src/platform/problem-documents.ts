import { problems } from "@liangzheng/contract";
import { type FieldFault, ProblemError, type ProblemType } from "@liangzheng/problem";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { KeyStoreError } from "./key-store/key-store.ts";
import { isUnreachable } from "./postgres/unreachable.ts";

/** The only place that writes `application/problem+json` (RFC 9457). Neither stack traces nor input get in. */
export function installProblemDocuments(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | ProblemError, request, reply) => {
    if (error instanceof ProblemError)
      return send(reply, request, error.problem, error.message, error.extensions);
    if (error.validation !== undefined) {
      return send(reply, request, problems.InvalidInput, "see faults", {
        faults: error.validation.map(faultOf),
      });
    }
    const known = byStatus[error.statusCode ?? 500];
    if (known !== undefined) return send(reply, request, known, known.title);
    if ("code" in error && isDataFault(error)) {
      request.log.warn({ sqlstate: error.code }, "the database cannot take a value that was sent");
      return send(reply, request, problems.InvalidInput, "a value is not what its place holds");
    }
    // Nothing was committed, or the recorded answer will tell what was.
    if (isUnreachable(error)) {
      request.log.warn({ reason: error.message }, "the database does not answer");
      return send(reply, request, problems.NotReady, "try again, with the same Idempotency-Key");
    }
    // The transaction was rolled back. What is wrong with the store is for the operators' eyes.
    if (error instanceof KeyStoreError) {
      request.log.error({ fault: error.code, reason: error.message }, "the key store cannot sign");
      return send(
        reply,
        request,
        problems.NotReady,
        "nothing can be signed at present; the operators are told why",
      );
    }
    request.log.error({ err: error }, "unexpected");
    return send(reply, request, problems.InternalError, "give this number to the operator");
  });
  app.setNotFoundHandler((request, reply) => send(reply, request, problems.NotFound, "no such address"));
}

/** SQLSTATE class 22, data exception: a NUL in a text, a page mark that is no key, a day that is in no calendar. */
const isDataFault = ({ code }: { readonly code?: unknown }): boolean =>
  typeof code === "string" && /^22[0-9A-Z]{3}$/.test(code);

const byStatus: Readonly<Record<number, ProblemType>> = {
  400: problems.InvalidInput,
  404: problems.NotFound,
  413: problems.TooLarge,
  415: problems.InvalidInput,
  429: problems.TooManyRequests,
  503: problems.NotReady,
};

function send(
  reply: FastifyReply,
  request: FastifyRequest,
  problem: ProblemType,
  detail: string,
  extensions: Readonly<Record<string, unknown>> = {},
): FastifyReply {
  const { code, title, status } = problem;
  return reply
    .code(status)
    .type("application/problem+json")
    .header("cache-control", "no-store")
    .send(
      JSON.stringify({
        // Before the members of RFC 9457, which no extension may take the name of.
        ...extensions,
        type: `urn:liangzheng:problem:${code}`,
        title,
        status,
        detail,
        instance: request.id,
      }),
    );
}

type Validation = NonNullable<FastifyError["validation"]>[number];

/** The pointer and the rule; the rejected value stays out. */
function faultOf(fault: Validation): FieldFault {
  const { params, keyword, instancePath } = fault;
  const missing = params["missingProperty"] ?? params["additionalProperty"];
  const field = typeof missing === "string" ? `${instancePath}/${escaped(missing)}` : instancePath;
  return {
    field: field.slice(0, longestPointer),
    rule: keyword,
    message: keyword === "required" ? "is required" : (fault.message ?? keyword),
  };
}

/** RFC 6901 §3. */
const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");
/** A member's name is the sender's, and may be as long as the body. */
const longestPointer = 200;
