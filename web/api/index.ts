/** The typed client of the public API and its React hooks. */
export { type Api, type CallOptions, createApi, type Input, newIdempotencyKey, type Result } from "./api.ts";
export { ApiProvider, type ApiProviderProps, createQueryClient, useApi } from "./api-context.tsx";
export { codeText, fieldLabelOf, fieldValueOf, outcomeOf, typeNameOf, wordFor } from "./code-words.ts";
export {
  ApiProblem,
  ConnectionError,
  type Fault,
  mayHaveHappened,
  type ProblemDocument,
  problemCode,
} from "./failure.ts";
export { OlderButton, PagedItems, type PagedItemsProps } from "./paged-items.tsx";
export {
  ApiErrorState,
  type ApiErrorStateProps,
  type ProblemWords,
  useProblemWords,
} from "./problem-state.tsx";
export { useAct } from "./use-act.ts";
export { type FileView, photoBlob, saveFile, useBlobUrl, useFile } from "./use-file.ts";
export { type OperationOptions, operationKey, type Pages, useOperation, usePages } from "./use-operation.ts";
export { type SessionControl, useSession } from "./use-session.ts";
