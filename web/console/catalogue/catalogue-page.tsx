import { useState } from "react";
import { ApiErrorState, type Result, useOperation } from "../../api/index.ts";
import {
  Badge,
  ButtonLink,
  Card,
  DataTable,
  EmptyState,
  Page,
  SearchField,
  SelectField,
  type Tone,
  useLanguage,
  useNavigation,
  useText,
} from "../../ui/index.ts";
import { origins, typeStates } from "../codes.ts";
import styles from "../console.module.css";
import { domainText, optionsOf } from "../domain-words.ts";
import { useRole } from "../roles.ts";
import { oneOf, withSearch } from "../search-params.ts";
import { useListKeys } from "../use-list-keys.ts";
import { Whole } from "../whole.tsx";
import { catalogueText } from "./catalogue-words.ts";

interface CatalogueSearch {
  readonly q?: string;
  readonly origin?: string;
  readonly state?: string;
  readonly adopted?: string;
}

type Summary = Result<"listLicenceTypes">["items"][number];
const TONES: Readonly<Record<(typeof typeStates)[number], Tone>> = {
  draft: "neutral",
  proposed: "warn",
  published: "good",
};

export function CataloguePage({ search }: { search: CatalogueSearch }) {
  const { list: text } = useText(catalogueText);
  const words = useText(domainText);
  const language = useLanguage();
  const { navigate } = useNavigation();
  const manager = useRole("catalogue-manager");
  useListKeys();
  const [typed, setTyped] = useState(search.q ?? "");
  const types = useOperation("listLicenceTypes", {});
  const origin = oneOf(origins, search.origin);
  const state = oneOf(typeStates, search.state);
  const adopted = oneOf(["yes", "no"], search.adopted);
  const filter = (change: Partial<CatalogueSearch>): void =>
    navigate(withSearch("/catalogue", { ...search, ...change }));
  const wanted = (search.q ?? "").trim().toLowerCase();
  const rows = types.data?.items.filter(
    (type) =>
      (!wanted ||
        `${type.name} ${type.nameEn} ${type.code} ${type.typeKey}`.toLowerCase().includes(wanted)) &&
      (!origin || type.origin === origin) &&
      (!state || type.state === state) &&
      (!adopted || type.adopted === (adopted === "yes")),
  );
  const nameOf = (type: Summary): string => (language === "en" ? type.nameEn : type.name);
  return (
    <Page
      title={text.title}
      lead={text.lead}
      actions={
        manager && (
          <ButtonLink href="/catalogue/new" icon="plus">
            {text.create}
          </ButtonLink>
        )
      }
    >
      <div className={styles["filters"]}>
        <div className={styles["wideFilter"]}>
          <SearchField
            label={text.search}
            value={typed}
            onChange={(value) => {
              setTyped(value);
              if (!value && search.q) filter({ q: "" });
            }}
            onSubmit={(q) => filter({ q })}
          />
        </div>
        <SelectField
          label={text.origin}
          placeholder={text.all}
          value={origin ?? ""}
          onChange={(event) => filter({ origin: event.target.value })}
          options={optionsOf(words.origins)}
        />
        <SelectField
          label={text.state}
          placeholder={text.all}
          value={state ?? ""}
          onChange={(event) => filter({ state: event.target.value })}
          options={optionsOf(words.typeStates)}
        />
        <SelectField
          label={text.adopted}
          placeholder={text.all}
          value={adopted ?? ""}
          onChange={(event) => filter({ adopted: event.target.value })}
          options={[
            { value: "yes", label: text.adoptedYes },
            { value: "no", label: text.adoptedNo },
          ]}
        />
      </div>
      {types.isError ? (
        <ApiErrorState error={types.error} onRetry={() => void types.refetch()} />
      ) : (
        <>
          {rows && (
            <p className={styles["total"]} role="status">
              {text.count(rows.length)}
            </p>
          )}
          <Card flush>
            <DataTable
              caption={text.caption}
              rows={rows ?? []}
              rowKey={(type) => type.typeKey}
              href={(type) => `/catalogue/${type.typeKey}`}
              loading={types.isPending}
              empty={
                <EmptyState icon="card" title={text.empty}>
                  <p>{text.emptyLead}</p>
                </EmptyState>
              }
              columns={[
                { id: "name", header: text.columns.name, main: true, cell: nameOf },
                {
                  id: "code",
                  header: text.columns.code,
                  cell: (type) => (
                    <>
                      <span className={styles["number"]}>{type.code}</span>{" "}
                      {type.codeIsPlaceholder && <Badge>{text.placeholder}</Badge>}
                    </>
                  ),
                },
                {
                  id: "level",
                  header: text.columns.level,
                  cell: (type) => <Whole>{words.levels[type.level]}</Whole>,
                },
                {
                  id: "origin",
                  header: text.columns.origin,
                  cell: (type) => <Whole>{words.origins[type.origin]}</Whole>,
                },
                {
                  id: "state",
                  header: text.columns.state,
                  cell: (type) => (
                    <>
                      <Whole>
                        <Badge tone={TONES[type.state]}>{words.typeStates[type.state]}</Badge>
                      </Whole>{" "}
                      <Whole>
                        <span className={styles["small"]}>{text.version(type.version)}</span>
                      </Whole>
                    </>
                  ),
                },
                {
                  id: "adopted",
                  header: text.columns.adopted,
                  cell: (type) =>
                    type.adopted ? (
                      <Whole>
                        <Badge tone="info" icon="check">
                          {text.isAdopted}
                        </Badge>
                      </Whole>
                    ) : (
                      "—"
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
