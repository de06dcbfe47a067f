import type { LicenceSummary } from "@liangzheng/contract";
import { useState } from "react";
import { ApiErrorState, useOperation, useSession } from "../../../api/index.ts";
import {
  ButtonLink,
  classNames,
  EmptyState,
  Grid,
  LoadingState,
  Page,
  SearchField,
  useMode,
  useText,
} from "../../../ui/index.ts";
import styles from "./home.module.css";
import { HomeCard } from "./home-card.tsx";
import { homeText } from "./home-text.ts";
import { IdentitySwitch } from "./identity-switch.tsx";

const c = classNames(styles);
/** More than that and a stack wants a search: fleets have dozens of vehicles. */
const MANY = 8;

const searchable = ({ typeName, typeNameEn, number, issuerName }: LicenceSummary): string =>
  [typeName, typeNameEn, number, issuerName].join(" ").toLowerCase();

/** The licences of whoever's name is in use; what can be shown comes first. */
export function HomeScreen() {
  const text = useText(homeText);
  const elder = useMode() === "elder";
  const licences = useOperation("listMyLicences", {});
  const items = licences.data?.items;
  return (
    <Page title={text.title} {...(items && items.length > 0 && { lead: text.count(items.length) })}>
      <IdentitySwitch />
      <WaitingRequests />
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

/** Somebody waits for an answer: that comes before the cards. */
function WaitingRequests() {
  const text = useText(homeText);
  const waiting = useOperation("listMyUseRequests", { query: { show: "waiting", limit: 10 } });
  const count = waiting.data?.items.length ?? 0;
  if (count === 0) return null;
  return (
    <ButtonLink href="/authorisations" size="large" wide icon="bell">
      {waiting.data?.next === null ? text.asked(count) : text.askedMany}
    </ButtonLink>
  );
}

function Licences({ items }: { items: readonly LicenceSummary[] }) {
  const text = useText(homeText);
  const acting = useSession().session?.actingFor;
  const [wanted, setWanted] = useState("");
  if (items.length === 0)
    return (
      <div className={c("empty")}>
        <EmptyState icon="card" title={text.empty}>
          <p>{text.emptyLead}</p>
        </EmptyState>
      </div>
    );
  const words = wanted.trim().toLowerCase();
  const found = words === "" ? items : items.filter((one) => searchable(one).includes(words));
  const sorted = [
    ...items.filter((one) => one.status === "valid"),
    ...items.filter((one) => one.status !== "valid"),
  ];
  return (
    <>
      {items.length > MANY && (
        <SearchField
          label={text.search}
          placeholder={text.searchHint}
          showLabel
          value={wanted}
          onChange={setWanted}
        />
      )}
      <p role="status" className={c("found")}>
        {words !== "" && (found.length === 0 ? text.notFound : text.count(found.length))}
      </p>
      <Grid columns={2}>
        {sorted.map((licence) => (
          <HomeCard key={licence.licenceKey} licence={licence} masked={!acting} />
        ))}
      </Grid>
    </>
  );
}
