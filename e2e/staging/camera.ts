import { writeFile } from "node:fs/promises";
import type { Page } from "playwright-core";

const width = 1280;
const height = 720;
const frames = 6;

/**
 * Writes what a camera would see when a phone with this picture is held before it: Chromium reads the file anew each
 * time a page asks for the camera. Y4M, 4:2:0, grey.
 */
export async function holdBeforeCamera(page: Page, picture: Buffer, file: string): Promise<void> {
  const grey = await page.evaluate(
    async ({ png, width: w, height: h }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${png}`;
      await image.decode();
      const canvas = document.createElement("canvas");
      canvas.width = w;
      canvas.height = h;
      const pen = canvas.getContext("2d");
      if (pen === null) throw new Error("no canvas");
      pen.fillStyle = "#777";
      pen.fillRect(0, 0, w, h);
      const scale = Math.min((w * 0.8) / image.width, (h * 0.8) / image.height);
      pen.drawImage(
        image,
        (w - image.width * scale) / 2,
        (h - image.height * scale) / 2,
        image.width * scale,
        image.height * scale,
      );
      const { data } = pen.getImageData(0, 0, w, h);
      let text = "";
      for (let i = 0; i < data.length; i += 4) {
        text += String.fromCharCode(
          Math.round(0.299 * (data[i] ?? 0) + 0.587 * (data[i + 1] ?? 0) + 0.114 * (data[i + 2] ?? 0)),
        );
      }
      return btoa(text);
    },
    { png: picture.toString("base64"), width, height },
  );
  const luma = Buffer.from(grey, "base64");
  const chroma = Buffer.alloc((width * height) / 2, 128);
  const frame = Buffer.concat([Buffer.from("FRAME\n"), luma, chroma]);
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  await writeFile(file, Buffer.concat([head, ...Array.from({ length: frames }, () => frame)]));
}
