import { classNames, useText } from "../../../ui/index.ts";
import styles from "./copies.module.css";
import { copiesText } from "./copies-text.ts";

const c = classNames(styles);

/** A page as the server drew it, large enough to read what is printed over it. */
export function PagePicture({ url, alt }: { url: string; alt: string }) {
  const text = useText(copiesText);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={c("page")} aria-label={text.previewView} tabIndex={0}>
      <img src={url} alt={alt} className={c("picture")} />
    </section>
  );
}
