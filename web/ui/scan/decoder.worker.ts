import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";
import type { DecoderAnswer, DecoderRequest } from "./decoder.ts";

// Self-hosted: the library's own default is a public CDN, which an office network does not reach.
const ready = prepareZXingModule({
  overrides: { locateFile: () => new URL(wasmUrl, location.href).href },
  fireImmediately: true,
});

const answer = (message: DecoderAnswer): void => postMessage(message);

ready.then(
  () => answer({ kind: "ready" }),
  (error: unknown) => answer({ kind: "failed", reason: String(error) }),
);

addEventListener("message", (event: MessageEvent<DecoderRequest>) => {
  void decode(event.data);
});

async function decode({ id, image }: DecoderRequest): Promise<void> {
  try {
    await ready;
    const [found] = await readBarcodes(image instanceof ImageBitmap ? pixels(image) : image, {
      formats: ["QRCode"],
      maxNumberOfSymbols: 1,
      tryHarder: true,
    });
    answer({ kind: "read", id, text: found?.isValid ? found.text : undefined });
  } catch {
    answer({ kind: "read", id, text: undefined });
  } finally {
    if (image instanceof ImageBitmap) image.close();
  }
}

let canvas: OffscreenCanvas | undefined;

function pixels(image: ImageBitmap): ImageData {
  if (canvas?.width !== image.width || canvas.height !== image.height)
    canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("no 2d context");
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, image.width, image.height);
}
