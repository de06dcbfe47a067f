import { useEffect, useState } from "react";
import { Card, classNames, Notice, useText } from "../ui/index.ts";
import { publicText } from "./public-text.ts";
import styles from "./report.module.css";

const c = classNames(styles);

/** Pages of a stranger's file: pictures only, so that nothing in them can run or load. */
export function PagePreviews({ pages, count }: { pages: readonly string[]; count: number }) {
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
          <img src={url} alt={text.pageAlt(at + 1)} />
          <figcaption>{text.page(at + 1, count)}</figcaption>
        </figure>
      ))}
      {pages.length > 0 && pages.length < count && <p>{text.morePages(pages.length, count)}</p>}
    </Card>
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
