import type { OperationId } from "@liangzheng/contract";
import type { ReactNode } from "react";
import { ApiErrorState, ApiProblem, type Input, useFile } from "../api/index.ts";
import { LoadingState } from "../ui/index.ts";
import styles from "./console.module.css";

/** A page that the server draws, as a picture. `incomplete` is said where there is not yet enough to draw. */
export function PageImage<Id extends OperationId>(props: {
  readonly id: Id;
  readonly input: Input<Id>;
  readonly alt: string;
  readonly incomplete?: ReactNode;
}) {
  const { id, input, alt, incomplete } = props;
  const { query, url } = useFile(id, input);
  if (query.isError) {
    if (incomplete && query.error instanceof ApiProblem && query.error.code === "invalid-input")
      return incomplete;
    return <ApiErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  return url ? <img src={url} alt={alt} className={styles["faceImage"]} /> : <LoadingState lines={6} />;
}
