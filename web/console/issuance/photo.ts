/** A data address may have this many characters (contract, `DraftContent.fields`). */
const LONGEST = 200_000;
const SIDES = [720, 560, 420, 300] as const;
const QUALITY = 0.86;

/** @throws PhotoError when the browser cannot read the picture, or no size of it is small enough. */
class PhotoError extends Error {}

/** Makes a picture small enough to travel inside a draft; anything hidden beside its pixels stays behind. */
export async function photoAddress(file: Blob): Promise<string> {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new PhotoError("unreadable picture");
  });
  try {
    for (const side of SIDES) {
      const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.round(bitmap.width * scale));
      canvas.height = Math.max(1, Math.round(bitmap.height * scale));
      const brush = canvas.getContext("2d");
      if (!brush) break;
      brush.fillStyle = "#ffffff";
      brush.fillRect(0, 0, canvas.width, canvas.height);
      brush.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      const address = canvas.toDataURL("image/jpeg", QUALITY);
      if (address.startsWith("data:image/jpeg") && address.length <= LONGEST) return address;
    }
  } finally {
    bitmap.close();
  }
  throw new PhotoError("too large a picture");
}
