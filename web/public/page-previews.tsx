import type { SealReport } from "@liangzheng/contract";
import { useEffect, useState } from "react";
import { Card, classNames, Notice, useText } from "../ui/index.ts";
import { publicText } from "./public-text.ts";
import styles from "./report.module.css";

const c = classNames(styles);

type Signatures = SealReport["signatures"];

/** The anchors that lead from a seal's row to its first place on a page, and back. */
export const rowId = (number: number): string => `seal-${number}`;
export const placeId = (number: number): string => `seal-${number}-place`;

interface PagePreviewsProps {
  readonly pages: readonly string[];
  readonly count: number;
  readonly signatures: Signatures;
}

/** Pages of a stranger's file: pictures only, so that nothing in them can run or load. Each seal leads to its row. */
export function PagePreviews({ pages, count, signatures }: PagePreviewsProps) {
  const { report: text } = useText(publicText);
  const urls = useImageUrls(pages);
  return (
    <Card title={text.pagesTitle}>
      {pages.length === 0 ? (
        <p>{text.noPages}</p>
      ) : (
        <Notice>
          <p>{text.pagesNote}</p>
        </Notice>
      )}
      {urls.map((url, at) => (
        <figure key={url} className={c("page")}>
          <div className={c("sheet")}>
            <img src={url} alt={text.pageAlt(at + 1)} />
            <Seals page={at + 1} signatures={signatures} />
          </div>
          <figcaption>{text.page(at + 1, count)}</figcaption>
        </figure>
      ))}
      {pages.length > 0 && pages.length < count && <p>{text.morePages(pages.length, count)}</p>}
    </Card>
  );
}

const percent = (part: number): string => `${(100 * Math.min(1, Math.max(0, part))).toFixed(2)}%`;

function Seals({ page, signatures }: { page: number; signatures: Signatures }) {
  const { report: text } = useText(publicText);
  return signatures.flatMap(({ sealName, places }, at) =>
    places.map((place, index) => {
      if (place.page !== page) return null;
      const { x, y, width, height } = place;
      return (
        <a
          key={[at, x, y].join()}
          {...(index === 0 && { id: placeId(at + 1) })}
          className={c("place")}
          href={`#${rowId(at + 1)}`}
          aria-label={text.toRow(at + 1, sealName ?? text.noSeal)}
          style={{ left: percent(x), top: percent(y), width: percent(width), height: percent(height) }}
        >
          <span className={c("number", "onPage")}>{at + 1}</span>
        </a>
      );
    }),
  );
}

function useImageUrls(pages: readonly string[]): readonly string[] {
  const [urls, setUrls] = useState<readonly string[]>([]);
  useEffect(() => {
    const made = pages.map((page) => URL.createObjectURL(new Blob([page], { type: "image/svg+xml" })));
    setUrls(made);
    return () => {
      for (const url of made) URL.revokeObjectURL(url);
    };
  }, [pages]);
  return urls;
}
