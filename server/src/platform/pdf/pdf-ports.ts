import { deflateSync, inflateSync } from "node:zlib";
import type { PdfPorts } from "@liangzheng/pdf";

/** What the PDF writer asks of the platform, from node:zlib. */
export const nodePdfPorts: PdfPorts = {
  deflate: (bytes) => deflateSync(bytes),
  inflate(packed, most) {
    try {
      return inflateSync(packed, { maxOutputLength: most });
    } catch {
      return undefined;
    }
  },
};
