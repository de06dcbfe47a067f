import { toHex } from "@liangzheng/bytes";
import { PdfError } from "./error.ts";
import type { ObjectFile, ObjectNumber } from "./object-file.ts";
import { readPng, splitAlpha } from "./png.ts";
import type { PdfPorts } from "./ports.ts";

/**
 * Puts a PNG or JPEG as an image. What a JPEG holds stands as it is; of a PNG its compressed rows do wherever PDF can say
 * the same, and only a picture with degrees of transparency is taken apart.
 * @throws PdfError `unsupported-picture` for other formats, CMYK and interlaced rows.
 */
export function putPicture(file: ObjectFile, bytes: Uint8Array, ports: PdfPorts): ObjectNumber {
  const jpeg = readJpegFacts(bytes);
  if (jpeg !== undefined) {
    const space = jpeg.components === 1 ? "/DeviceGray" : "/DeviceRGB";
    return file.putStream(`${imageEntries(jpeg, 8, space)}/Filter/DCTDecode`, bytes);
  }
  const png = readPng(bytes);
  const { width, height, bits, colourType, palette, transparency, data } = png;
  const rows = (channels: number): string =>
    `/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors ${channels}/BitsPerComponent ${bits}/Columns ${width}>>`;
  if (colourType === "palette") {
    const space = `[/Indexed/DeviceRGB ${palette.length / 3 - 1}<${toHex(palette)}>]`;
    const entries = `${imageEntries({ width, height }, bits, space)}${rows(1)}`;
    if (transparency === undefined) return file.putStream(entries, data);
    // Where transparency rises evenly with the index, the rows are its mask as they stand.
    const top = 2 ** bits - 1;
    const even =
      transparency.length === top + 1 &&
      transparency.every((alpha, i) => alpha === Math.round((i * 255) / top));
    const mask = even
      ? file.putStream(`${imageEntries({ width, height }, bits, "/DeviceGray")}${rows(1)}`, data)
      : putMask(file, png, splitAlpha(png, ports).alpha, ports);
    return file.putStream(`${entries}/SMask ${mask} 0 R`, data);
  }
  if (transparency !== undefined) throw new PdfError("unsupported-picture", "PNG with a transparent colour");
  if (colourType === "grey" || colourType === "rgb") {
    const space = colourType === "grey" ? "/DeviceGray" : "/DeviceRGB";
    const entries = imageEntries({ width, height }, bits, space);
    return file.putStream(entries + rows(colourType === "grey" ? 1 : 3), data);
  }
  const { colour, alpha } = splitAlpha(png, ports);
  const mask = putMask(file, png, alpha, ports);
  const space = colourType === "grey-alpha" ? "/DeviceGray" : "/DeviceRGB";
  const entries = `${imageEntries({ width, height }, 8, space)}/SMask ${mask} 0 R/Filter/FlateDecode`;
  return file.putStream(entries, ports.deflate(colour));
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const imageEntries = ({ width, height }: Size, bits: number, space: string): string =>
  `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent ${bits}/ColorSpace${space}`;

const putMask = (file: ObjectFile, size: Size, alpha: Uint8Array, ports: PdfPorts): ObjectNumber =>
  file.putStream(`${imageEntries(size, 8, "/DeviceGray")}/Filter/FlateDecode`, ports.deflate(alpha));

/** Size and components from the frame header (ISO/IEC 10918-1, SOFn). @returns undefined for what is no JPEG. */
function readJpegFacts(bytes: Uint8Array): (Size & { readonly components: number }) | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 10 <= bytes.length; ) {
    if (view.getUint8(at) !== 0xff) break;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      const components = view.getUint8(at + 9);
      const isDrawable = view.getUint8(at + 4) === 8 && (components === 1 || components === 3);
      if (!isDrawable) throw new PdfError("unsupported-picture", "JPEG of other colours than grey or RGB");
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5), components };
    }
    at += 2 + view.getUint16(at + 2);
  }
  throw new PdfError("unsupported-picture", "JPEG without a frame");
}
