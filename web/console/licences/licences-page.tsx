import { useState } from "react";
import { ApiErrorState, useOperation } from "../../api/index.ts";
import {
  Card,
  DataTable,
  EmptyState,
  isoDay,
  Page,
  StatusBadge,
  useLanguage,
  useNavigation,
  useText,
} from "../../ui/index.ts";
import { licenceStatuses } from "../codes.ts";
import styles from "../console.module.css";
import { CursorPages } from "../cursor-pages.tsx";
import { oneOf, withSearch } from "../search-params.ts";
import { currentCursor } from "../trail.ts";
import { useListKeys } from "../use-list-keys.ts";
import { Whole } from "../whole.tsx";
import { lastSearch, type PrivateQuestion, rememberSearch } from "./last-search.ts";
import { licenceText } from "./licence-words.ts";
import { SearchForm } from "./search-form.tsx";

export interface LicencesSearch {
  readonly type?: string;
  readonly status?: string;
  readonly name?: string;
  readonly trail?: string;
}

const PARAMETER = { number: "number", code: "holderCode", object: "object" } as const;

/**
 * Type, status and enterprise names stand in the address. Numbers of licences, people and objects do not: they lead
 * to persons, and addresses end up in histories and on screens.
 */
export function LicencesPage({ search }: { search: LicencesSearch }) {
  const { search: text } = useText(licenceText);
  const language = useLanguage();
  const { navigate } = useNavigation();
  useListKeys();
  const [question, setQuestion] = useState<PrivateQuestion | undefined>(
    search.name ? undefined : lastSearch(),
  );
  const status = oneOf(licenceStatuses, search.status);
  const name = search.name && search.name.length >= 2 ? search.name : undefined;
  const after = currentCursor(search.trail);
  const found = useOperation(
    "searchLicences",
    {
      query: {
        limit: 20,
        ...(search.type && { typeKey: search.type }),
        ...(status && { status }),
        ...(name && { holderName: name }),
        ...(question && { [PARAMETER[question.by]]: question.text }),
        ...(after && { after }),
      },
    },
    { keepPrevious: true },
  );
  const go = (change: Partial<LicencesSearch>): void =>
    navigate(withSearch("/licences", { ...search, ...change, trail: undefined }));
  const asked = Boolean(question || name || status || search.type);
  return (
    <Page title={text.title} lead={text.lead}>
      <SearchForm
        search={search}
        question={question}
        onFilter={go}
        onAsk={(next, enterprise) => {
          rememberSearch(next);
          setQuestion(next);
          go({ name: enterprise ?? "" });
        }}
      />
      {found.isError ? (
        <ApiErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <>
          <p className={styles["total"]} role="status">
            {found.data &&
              (asked ? text.results(found.data.items.length, found.data.next !== null) : text.latest)}
          </p>
          <Card
            flush
            footer={<CursorPages path="/licences" search={{ ...search }} next={found.data?.next} />}
          >
            <DataTable
              caption={text.caption}
              rows={found.data?.items ?? []}
              rowKey={(licence) => licence.licenceKey}
              href={(licence) => `/licences/${licence.licenceKey}`}
              loading={found.isPending}
              empty={
                <EmptyState icon="search" title={text.empty}>
                  <p>{text.emptyLead}</p>
                </EmptyState>
              }
              columns={[
                {
                  id: "type",
                  header: text.columns.type,
                  main: true,
                  cell: (licence) => (language === "en" ? licence.typeNameEn : licence.typeName),
                },
                {
                  id: "number",
                  header: text.columns.number,
                  cell: (licence) => <span className={styles["number"]}>{licence.number}</span>,
                },
                { id: "holder", header: text.columns.holder, cell: (licence) => licence.holderName },
                {
                  id: "status",
                  header: text.columns.status,
                  cell: (licence) => (
                    <Whole>
                      <StatusBadge status={licence.status} />
                    </Whole>
                  ),
                },
                {
                  id: "issued",
                  header: text.columns.issued,
                  cell: (licence) => <Whole>{isoDay(licence.issuedOn)}</Whole>,
                },
                {
                  id: "until",
                  header: text.columns.until,
                  cell: (licence) => (
                    <Whole>{licence.validTo ? isoDay(licence.validTo) : text.forever}</Whole>
                  ),
                },
              ]}
            />
          </Card>
        </>
      )}
    </Page>
  );
}
