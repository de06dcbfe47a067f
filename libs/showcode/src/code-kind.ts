import { scannedText } from "./scanned-text.ts";

/** Which reader a scanned text is for: `LZ1` is asked of the server, `LZ2` verified without it. Nothing more is looked at. */
export function showCodeKind(text: string): "online" | "offline" | "unknown" {
  const version = /^LZ([12]):/.exec(scannedText(text, 512) ?? "")?.[1];
  return version === "1" ? "online" : version === "2" ? "offline" : "unknown";
}
