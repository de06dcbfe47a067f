import type { OperationId } from "@liangzheng/contract";
import { type ReactNode, useState } from "react";
import { ApiErrorState, ApiProblem, type Input, useFile } from "../api/index.ts";
import { Dialog, defineText, LoadingState, useText } from "../ui/index.ts";
import styles from "./console.module.css";

const imageText = defineText({ enlarge: "放大查看" }, { enlarge: "Enlarge" });

/** A page that the server draws, as a picture. `incomplete` is said where there is not yet enough to draw. */
export function PageImage<Id extends OperationId>(props: {
  readonly id: Id;
  readonly input: Input<Id>;
  readonly alt: string;
  readonly incomplete?: ReactNode;
}) {
  const { id, input, alt, incomplete } = props;
  const text = useText(imageText);
  const { query, url } = useFile(id, input);
  const [large, setLarge] = useState(false);
  if (query.isError) {
    if (incomplete && query.error instanceof ApiProblem && query.error.code === "invalid-input")
      return incomplete;
    return <ApiErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (!url) return <LoadingState lines={6} />;
  return (
    <>
      <button
        type="button"
        className={styles["faceButton"]}
        aria-label={`${text.enlarge} ${alt}`}
        onClick={() => setLarge(true)}
      >
        <img src={url} alt="" className={styles["faceImage"]} />
      </button>
      <Dialog isOpen={large} onOpenChange={setLarge} title={alt} size="large">
        <img src={url} alt={alt} className={styles["faceImage"]} />
      </Dialog>
    </>
  );
}
