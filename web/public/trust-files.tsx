import { routes } from "@liangzheng/contract/routes";
import { Card, useText } from "../ui/index.ts";
import styles from "./public.module.css";
import { publicText } from "./public-text.ts";

const addressOf = (route: string): string => `/api/v1${route.replace(/^GET /, "")}`;

/** What it takes to judge a file without us: plain addresses, to be saved or given to another program. */
export function TrustFiles() {
  const { trust: text } = useText(publicText);
  const files = [
    [routes.getTrustList, text.list],
    [routes.listTrustedCertificates, text.certificates],
    [routes.listRevocationLists, text.revoked],
  ] as const;
  return (
    <Card title={text.title} tone="sunk">
      <p className={styles["muted"]}>{text.lead}</p>
      <ul className={styles["bullets"]}>
        {files.map(([route, label]) => (
          <li key={route}>
            <a href={addressOf(route)}>{label}</a>
          </li>
        ))}
      </ul>
    </Card>
  );
}
