import { Card, Page, useFormats, useText } from "../ui/index.ts";
import styles from "./public.module.css";
import { publicText } from "./public-text.ts";

const STATED_ON = "2026-11-22";

export function AccessibilityPage() {
  const { accessibility: text } = useText(publicText);
  const formats = useFormats();
  return (
    <Page title={text.title} lead={text.lead} backHref="/" width="reading">
      <Card title={text.doneTitle}>
        <Bullets items={text.done} />
      </Card>
      <Card title={text.limitsTitle}>
        <Bullets items={text.limits} />
      </Card>
      <Card title={text.contactTitle}>
        <p>{text.contact}</p>
        <p className={styles["muted"]}>
          {text.date} {formats.date(STATED_ON)}
        </p>
      </Card>
    </Page>
  );
}

export const Bullets = ({ items }: { items: readonly string[] }) => (
  <ul className={styles["bullets"]}>
    {items.map((item) => (
      <li key={item}>{item}</li>
    ))}
  </ul>
);
