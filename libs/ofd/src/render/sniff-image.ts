/** A raster picture that every browser draws, told by its first bytes; what a file calls it does not count. */
export interface SniffedImage {
  readonly type: "image/png" | "image/jpeg" | "image/gif" | "image/bmp";
  readonly width: number;
  readonly height: number;
}

/** More pixels than this would take a viewer's memory: 64 Mi, a quarter of a gibibyte when unpacked. */
const maxPixels = 64 * 1024 * 1024;

/** @returns undefined for other formats (SVG, JBIG2, TIFF, …) and for pictures of absurd or no size. */
export function sniffImage(bytes: Uint8Array): SniffedImage | undefined {
  const found = sniffPng(bytes) ?? sniffGif(bytes) ?? sniffBmp(bytes) ?? sniffJpeg(bytes);
  if (found === undefined || found.width < 1 || found.height < 1) return undefined;
  return found.width * found.height <= maxPixels ? found : undefined;
}

const startsWith = (bytes: Uint8Array, ...head: readonly number[]): boolean =>
  head.every((byte, i) => bytes[i] === byte);

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function sniffPng(bytes: Uint8Array): SniffedImage | undefined {
  if (bytes.length < 33 || !startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))
    return undefined;
  return { type: "image/png", width: view(bytes).getUint32(16), height: view(bytes).getUint32(20) };
}

function sniffGif(bytes: Uint8Array): SniffedImage | undefined {
  if (bytes.length < 13 || !startsWith(bytes, 0x47, 0x49, 0x46, 0x38)) return undefined;
  return { type: "image/gif", width: view(bytes).getUint16(6, true), height: view(bytes).getUint16(8, true) };
}

function sniffBmp(bytes: Uint8Array): SniffedImage | undefined {
  if (bytes.length < 26 || !startsWith(bytes, 0x42, 0x4d)) return undefined;
  const header = view(bytes).getUint32(14, true);
  if (header === 12) {
    return {
      type: "image/bmp",
      width: view(bytes).getUint16(18, true),
      height: view(bytes).getUint16(20, true),
    };
  }
  const [width, height] = [view(bytes).getInt32(18, true), view(bytes).getInt32(22, true)];
  return { type: "image/bmp", width: Math.abs(width), height: Math.abs(height) };
}

/** The size stands in the frame header (SOFn), behind any number of other segments. */
function sniffJpeg(bytes: Uint8Array): SniffedImage | undefined {
  if (!startsWith(bytes, 0xff, 0xd8, 0xff)) return undefined;
  for (let at = 2, segments = 0; at + 9 < bytes.length && segments < 4096; segments++) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return {
        type: "image/jpeg",
        width: view(bytes).getUint16(at + 7),
        height: view(bytes).getUint16(at + 5),
      };
    }
    at += 2 + view(bytes).getUint16(at + 2);
  }
  return undefined;
}
