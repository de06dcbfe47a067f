import { openDecoder } from "./decoder.ts";

/** The text of the QR code in a photo, if there is one. @throws CameraError `decoder` */
export async function readPhoto(photo: Blob): Promise<string | undefined> {
  const decoder = openDecoder();
  try {
    await decoder.ready;
    return await decoder.read(photo);
  } finally {
    decoder.close();
  }
}
