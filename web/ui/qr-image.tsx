import encodeQR from "qr";
import { type ReactNode, useMemo } from "react";
import { classNames } from "./class-names.ts";
import styles from "./qr-image.module.css";
import { useText } from "./text.ts";
import { uiText } from "./ui-text.ts";

const c = classNames(styles);
const QUIET = 4;

export interface QrImageProps {
  /** base45 and upper-case digits make the smallest codes. */
  readonly value: string;
  /** What the code is for; the value itself is never read out. */
  readonly label?: string;
  /** Side in CSS pixels including the quiet zone; it shrinks with its container but not below 260. */
  readonly size?: number;
  /** An overlay for a code that must not be scanned any more. */
  readonly covered?: ReactNode;
}

/** Black on white in every mode, quiet zone 4, level L: more correction only makes the modules smaller. */
export function QrImage({ value, label, size = 300, covered }: QrImageProps) {
  const text = useText(uiText);
  const { path, side } = useMemo(() => qrPath(value), [value]);
  return (
    <div className={c("frame")} style={{ maxWidth: Math.max(260, size) }}>
      <svg
        className={c("code")}
        viewBox={`0 0 ${side} ${side}`}
        shapeRendering="crispEdges"
        role="img"
        aria-label={label ?? text.qr.label}
        data-covered={covered ? "" : undefined}
      >
        <rect width={side} height={side} fill="#ffffff" />
        <path d={path} fill="#000000" />
      </svg>
      {covered && <div className={c("cover")}>{covered}</div>}
    </div>
  );
}

/** One path of horizontal runs, and the side of the square in modules. */
export function qrPath(value: string): { readonly path: string; readonly side: number } {
  const rows = encodeQR(value, "raw", { ecc: "low", border: QUIET });
  const path = rows
    .map((row, y) => {
      let runs = "";
      for (let x = 0; x < row.length; x++) {
        const start = x;
        while (row[x]) x++;
        if (x > start) runs += `M${start} ${y}h${x - start}v1h${start - x}z`;
      }
      return runs;
    })
    .join("");
  return { path, side: rows.length };
}
