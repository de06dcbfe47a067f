import type { OperationId } from "@liangzheng/contract";
import { useQueryClient } from "@tanstack/react-query";
import { type Input, operationKey, type Result } from "../api/index.ts";

export interface Refresh {
  /** Lists and details that an act changed are asked for again. */
  readonly again: (...ids: readonly OperationId[]) => void;
  /** The answer of an act is the newest state of what it changed. */
  readonly put: <Id extends OperationId>(id: Id, input: Input<Id>, result: Result<Id>) => void;
}

export function useRefresh(): Refresh {
  const client = useQueryClient();
  return {
    again: (...ids) => {
      for (const id of ids) void client.invalidateQueries({ queryKey: [id] });
    },
    put: (id, input, result) => {
      client.setQueryData(operationKey(id, input), result);
    },
  };
}
