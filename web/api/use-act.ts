import type { OperationId } from "@liangzheng/contract";
import { type UseMutationResult, useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { type Input, newIdempotencyKey, type Result } from "./api.ts";
import { useApi } from "./api-context.tsx";
import { mayHaveHappened } from "./failure.ts";

/**
 * An act of a person. Its idempotency key stays while nobody knows whether the act arrived and the person tries the
 * same again; it is a new one after any answer, and for any other input.
 */
export function useAct<Id extends OperationId>(id: Id): UseMutationResult<Result<Id>, Error, Input<Id>> {
  const api = useApi();
  const open = useRef<{ readonly asked: string; readonly key: string } | undefined>(undefined);
  return useMutation<Result<Id>, Error, Input<Id>>({
    mutationKey: [id],
    mutationFn: async (input) => {
      const asked = JSON.stringify(input);
      const key = open.current?.asked === asked ? open.current.key : newIdempotencyKey();
      open.current = { asked, key };
      try {
        const result = await api.call(id, input, { idempotencyKey: key });
        open.current = undefined;
        return result;
      } catch (error) {
        if (!mayHaveHappened(error)) open.current = undefined;
        throw error;
      }
    },
  });
}
