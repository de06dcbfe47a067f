import {
  ButtonLink,
  Card,
  Guilloche,
  Icon,
  type IconName,
  Link,
  Notice,
  SealMark,
  usePageTitle,
  useText,
} from "../ui/index.ts";
import styles from "./public.module.css";
import { publicText } from "./public-text.ts";

const ENTRIES = [
  ["wallet", "card"],
  ["officer", "shield"],
  ["console", "building"],
] as const satisfies readonly (readonly [string, IconName])[];

/** Other apps have origins of their own in production; the server sends the visitor on. */
const appAddress = (app: string): string => `${location.origin}/${app}/`;

export function HomePage() {
  const text = useText(publicText);
  const { home } = text;
  usePageTitle(text.place);
  return (
    <div className={styles["home"]}>
      <section className={styles["hero"]} aria-labelledby="home-title">
        <Guilloche {...(styles["waves"] && { className: styles["waves"] })} />
        <div className={styles["heroWords"]}>
          <h1 className={styles["heroTitle"]} id="home-title">
            {home.title}
          </h1>
          <p>{home.lead}</p>
        </div>
      </section>
      <Card>
        <div className={styles["checkCard"]}>
          <span className={styles["checkMark"]}>
            <SealMark size={72} />
          </span>
          <div className={styles["checkWords"]}>
            <h2 className={styles["checkTitle"]}>{home.checkTitle}</h2>
            <p className={styles["muted"]}>{home.checkLead}</p>
          </div>
          <ButtonLink href="/seal-check" variant="primary" size="large" iconAfter="arrow-right">
            {home.check}
          </ButtonLink>
        </div>
      </Card>
      <section className={styles["section"]} aria-labelledby="services-title">
        <h2 className={styles["sectionTitle"]} id="services-title">
          {home.services}
        </h2>
        <ul className={styles["entries"]}>
          {ENTRIES.map(([app, icon]) => (
            <li key={app}>
              <Link href={appAddress(app)} {...(styles["entry"] && { className: styles["entry"] })}>
                <span className={styles["disc"]}>
                  <Icon name={icon} size={26} />
                </span>
                <span>
                  <strong className={styles["entryTitle"]}>{home.entries[app].title}</strong>
                  <br />
                  <span className={styles["muted"]}>{home.entries[app].lead}</span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </section>
      <Notice title={home.noPhoneTitle}>
        <p>
          {home.noPhone} {home.display}
        </p>
      </Notice>
    </div>
  );
}
