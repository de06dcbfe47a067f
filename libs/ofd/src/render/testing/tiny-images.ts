import { fromBase64 } from "@liangzheng/bytes";

/** One red pixel. */
export const tinyPng = fromBase64(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
);
export const tinyGif = fromBase64("R0lGODlhAQABAIAAAP8AAAAAACwAAAAAAQABAAACAkQBADs=");

/** The first bytes of a JPEG of 16 by 8 pixels, as far as its size is told by them. */
export const jpegHead = Uint8Array.of(
  ...[
    0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 17, 8, 0, 8, 0, 16, 3, 1, 0x11, 0, 2, 0x11, 1, 3, 0x11,
    1,
  ],
);

/** A BMP header of 4 by -2 pixels (top down). */
export const bmpHead = Uint8Array.of(
  ...[0x42, 0x4d, 0, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 4, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff],
);
