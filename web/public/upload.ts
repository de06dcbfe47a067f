import type { OperationId, operations, Static } from "@liangzheng/contract";
import { newIdempotencyKey, requestOf } from "../api/api.ts";
import { ApiProblem, ConnectionError, parseProblem } from "../api/failure.ts";

/** A slow line may take long; one on which nothing moves for so long is broken. */
const stallMs = 45_000;
/** The server ends a file that takes longer; the queue before it may be as long again. */
const answerMs = 150_000;

export interface UploadOptions {
  readonly signal: AbortSignal;
  /** From 0 to 1; 1 when all of it has been sent and the answer is awaited. */
  readonly onProgress: (part: number) => void;
}

type Uploading = Extract<OperationId, "checkSeal" | "makeCheckReport">;

/**
 * Sends a file and tells how much has gone: `fetch` cannot. The time it may take follows what moves, not the clock.
 * @throws ApiProblem the server's answer; ConnectionError when there was none.
 */
export function upload<Id extends Uploading>(
  id: Id,
  file: File,
  { signal, onProgress }: UploadOptions,
): Promise<Static<(typeof operations)[Id]["result"]>> {
  const { method, url } = requestOf(id, {});
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer = 0;
    const wait = (ms: number): void => {
      clearTimeout(timer);
      timer = window.setTimeout(() => request.abort(), ms);
    };
    request.open(method, url);
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("Liangzheng-App", "public");
    request.setRequestHeader("Idempotency-Key", newIdempotencyKey());
    request.upload.onprogress = ({ loaded, total }) => {
      wait(stallMs);
      onProgress(total > 0 ? loaded / total : 0);
    };
    request.upload.onload = () => {
      wait(answerMs);
      onProgress(1);
    };
    request.onloadend = () => {
      clearTimeout(timer);
      if (request.status === 0) return reject(new ConnectionError({ cause: "nothing moved" }));
      const { status, responseText } = request;
      if (status >= 400) return reject(new ApiProblem(parseProblem(status, responseText)));
      try {
        resolve(JSON.parse(responseText));
      } catch (cause) {
        reject(new ConnectionError({ cause }));
      }
    };
    signal.addEventListener("abort", () => request.abort());
    wait(stallMs);
    request.send(file);
  });
}
