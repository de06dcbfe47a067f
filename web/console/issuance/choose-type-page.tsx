import { useState } from "react";
import { ApiErrorState, useOperation } from "../../api/index.ts";
import {
  Badge,
  EmptyState,
  Link,
  LoadingState,
  Page,
  SearchField,
  useLanguage,
  useText,
} from "../../ui/index.ts";
import { useListKeys } from "../use-list-keys.ts";
import styles from "./issuance.module.css";
import { issuanceText } from "./issuance-words.ts";

/** The types that this unit may issue. */
export function ChooseTypePage() {
  const { choose: text } = useText(issuanceText);
  const language = useLanguage();
  const [wanted, setWanted] = useState("");
  useListKeys();
  const types = useOperation("listLicenceTypes", {});
  const mine = types.data?.items.filter(({ adopted, origin }) => adopted && origin === "made-here");
  const found = mine?.filter(({ name, nameEn }) =>
    `${name} ${nameEn}`.toLowerCase().includes(wanted.trim().toLowerCase()),
  );
  return (
    <Page title={text.title} lead={text.lead}>
      {types.isError ? (
        <ApiErrorState error={types.error} onRetry={() => void types.refetch()} />
      ) : !found ? (
        <LoadingState cards={3} lines={2} />
      ) : mine?.length === 0 ? (
        <EmptyState icon="card" title={text.none}>
          <p>{text.noneLead}</p>
        </EmptyState>
      ) : (
        <>
          {mine && mine.length > 6 && <SearchField label={text.search} value={wanted} onChange={setWanted} />}
          <ul className={styles["typeGrid"]}>
            {found.map(({ typeKey, name, nameEn, code, codeIsPlaceholder }) => (
              <li key={typeKey}>
                <Link
                  href={`/issue/${typeKey}`}
                  data-opens=""
                  {...(styles["type"] && { className: styles["type"] })}
                >
                  <span className={styles["typeName"]}>{language === "en" ? nameEn : name}</span>
                  <span className={styles["typeCode"]}>{code}</span>
                  {codeIsPlaceholder && (
                    <span>
                      <Badge>{text.placeholder}</Badge>
                    </span>
                  )}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </Page>
  );
}
