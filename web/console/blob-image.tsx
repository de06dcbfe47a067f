import { useMemo } from "react";
import { useBlobUrl } from "../api/index.ts";

/** An SVG document as a picture: nothing in it can run or load. */
export function SvgImage({ svg, alt, className }: { svg: string; alt: string; className?: string }) {
  const blob = useMemo(() => new Blob([svg], { type: "image/svg+xml" }), [svg]);
  const url = useBlobUrl(blob);
  return url ? <img src={url} alt={alt} className={className} /> : null;
}
