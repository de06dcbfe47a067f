import { OfdWriteError } from "./write-error.ts";

export interface ImageFacts {
  readonly format: "PNG" | "JPEG";
  readonly width: number;
  readonly height: number;
}

/**
 * Kind and pixel size from the header alone (PNG IHDR, JPEG SOFn); the picture itself is not decoded.
 * @throws OfdWriteError `bad-photo` when it is neither or ends too early.
 */
export function readImageFacts(bytes: Uint8Array): ImageFacts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const facts = isPng(bytes) ? readPng(view) : readJpeg(view);
  if (facts === undefined || facts.width === 0 || facts.height === 0)
    throw new OfdWriteError("bad-photo", "photo");
  return facts;
}

const isPng = (bytes: Uint8Array): boolean =>
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a].every((byte, i) => bytes[i] === byte);

function readPng(view: DataView): ImageFacts | undefined {
  if (view.byteLength < 33 || view.getUint32(12) !== 0x49484452) return undefined;
  return { format: "PNG", width: view.getUint32(16), height: view.getUint32(20) };
}

function readJpeg(view: DataView): ImageFacts | undefined {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return undefined;
  let at = 2;
  while (at + 9 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { format: "JPEG", width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}
