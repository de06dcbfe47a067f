import { ApiErrorState, ConnectionError } from "../../../api/index.ts";
import { Button, Card, classNames, Icon, useText } from "../../../ui/index.ts";
import type { Redeem } from "../../use-redeem.ts";
import styles from "./scan.module.css";
import { scanText } from "./scan-text.ts";

const c = classNames(styles);

/** No verdict was reached. Never anything that could be taken for one. */
export function RedeemFailure({ redeem }: { redeem: Redeem }) {
  const text = useText(scanText);
  return (
    <Card>
      {redeem.error instanceof ConnectionError ? (
        <div className={c("lost")} role="alert">
          <Icon name="wifi-off" size={44} />
          <h2>{text.lostTitle}</h2>
          <p>{text.lost}</p>
          <Button
            variant="primary"
            size="large"
            wide
            icon="refresh"
            pending={redeem.pending}
            onClick={redeem.retry}
          >
            {text.retry}
          </Button>
        </div>
      ) : (
        <ApiErrorState error={redeem.error} />
      )}
      <Button size="large" wide icon="scan" onClick={redeem.forget}>
        {text.again}
      </Button>
    </Card>
  );
}
