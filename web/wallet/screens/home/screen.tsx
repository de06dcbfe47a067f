import type { LicenceSummary } from "@liangzheng/contract";
import { ApiErrorState, useOperation } from "../../../api/index.ts";
import {
  ButtonLink,
  classNames,
  EmptyState,
  Grid,
  LoadingState,
  Page,
  useMode,
  useText,
} from "../../../ui/index.ts";
import styles from "./home.module.css";
import { HomeCard } from "./home-card.tsx";
import { homeText } from "./home-text.ts";
import { IdentitySwitch } from "./identity-switch.tsx";

const c = classNames(styles);

/** The licences of whoever's name is in use; what can be shown comes first. */
export function HomeScreen() {
  const text = useText(homeText);
  const elder = useMode() === "elder";
  const licences = useOperation("listMyLicences", {});
  const items = licences.data?.items;
  return (
    <Page title={text.title} {...(items && items.length > 0 && { lead: text.count(items.length) })}>
      <IdentitySwitch />
      {items ? (
        <Licences items={items} />
      ) : licences.isError ? (
        <ApiErrorState
          error={licences.error}
          onRetry={() => {
            void licences.refetch();
          }}
        />
      ) : (
        <LoadingState cards={3} />
      )}
      {elder && (
        <div className={c("elderTasks")}>
          <ButtonLink href="/uses" size="large" wide icon="history">
            {text.uses}
          </ButtonLink>
          <ButtonLink href="tel:12345" size="large" wide icon="phone">
            {text.call}
          </ButtonLink>
        </div>
      )}
    </Page>
  );
}

function Licences({ items }: { items: readonly LicenceSummary[] }) {
  const text = useText(homeText);
  if (items.length === 0)
    return (
      <div className={c("empty")}>
        <EmptyState icon="card" title={text.empty}>
          <p>{text.emptyLead}</p>
        </EmptyState>
      </div>
    );
  const sorted = [
    ...items.filter((one) => one.status === "valid"),
    ...items.filter((one) => one.status !== "valid"),
  ];
  return (
    <Grid columns={2}>
      {sorted.map((licence) => (
        <HomeCard key={licence.licenceKey} licence={licence} />
      ))}
    </Grid>
  );
}
