import { CameraError } from "./scanner.ts";

export interface DecoderRequest {
  readonly id: number;
  /** A frame, or a photo file as it is. */
  readonly image: ImageBitmap | Blob;
}

export type DecoderAnswer =
  | { readonly kind: "ready" }
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "read"; readonly id: number; readonly text: string | undefined };

export interface Decoder {
  /** Resolves when the reader is loaded. @throws CameraError `decoder` */
  readonly ready: Promise<void>;
  /** The text of the QR code in the image, if there is one. Takes the bitmap over. */
  readonly read: (image: ImageBitmap | Blob) => Promise<string | undefined>;
  readonly close: () => void;
}

/** The QR reader in a worker of its own, so that a hard frame never holds up the page. */
export function openDecoder(): Decoder {
  const worker = new Worker(new URL("./decoder.worker.ts", import.meta.url), { type: "module" });
  const waiting = new Map<number, (text: string | undefined) => void>();
  let lastId = 0;

  const ready = new Promise<void>((resolve, reject) => {
    worker.addEventListener("error", (event) => reject(new CameraError("decoder", { cause: event.message })));
    worker.addEventListener("message", (event: MessageEvent<DecoderAnswer>) => {
      const { data } = event;
      if (data.kind === "ready") resolve();
      else if (data.kind === "failed") reject(new CameraError("decoder", { cause: data.reason }));
      else {
        waiting.get(data.id)?.(data.text);
        waiting.delete(data.id);
      }
    });
  });
  // Whoever starts a camera awaits it; without a listener a closed page would log an unhandled rejection.
  ready.catch(() => undefined);

  return {
    ready,
    read: (image) =>
      new Promise((resolve) => {
        const id = ++lastId;
        waiting.set(id, resolve);
        const request: DecoderRequest = { id, image };
        worker.postMessage(request, image instanceof Blob ? [] : [image]);
      }),
    close: () => {
      worker.terminate();
      for (const resolve of waiting.values()) resolve(undefined);
      waiting.clear();
    },
  };
}
