import { sealKinds, sealStates } from "@liangzheng/contract";
import { ApiErrorState, useOperation } from "../../api/index.ts";
import {
  ButtonLink,
  Card,
  DataTable,
  EmptyState,
  Icon,
  isoDay,
  Page,
  SelectField,
  useFormats,
  useNavigation,
  useText,
} from "../../ui/index.ts";
import { SvgImage } from "../blob-image.tsx";
import shared from "../console.module.css";
import { optionsOf } from "../domain-words.ts";
import { useRole } from "../roles.ts";
import { oneOf, withSearch } from "../search-params.ts";
import { useListKeys } from "../use-list-keys.ts";
import { Whole } from "../whole.tsx";
import { lifeText } from "./life-words.ts";
import { SealStanding } from "./seal-state.tsx";
import { sealText } from "./seal-words.ts";
import styles from "./seals.module.css";

interface SealsSearch {
  readonly state?: string;
  readonly kind?: string;
}

export function SealsPage({ search }: { search: SealsSearch }) {
  const text = useText(sealText);
  const life = useText(lifeText);
  const { navigate } = useNavigation();
  const applicant = useRole("clerk", "seal-keeper");
  const state = oneOf(sealStates, search.state);
  const kind = oneOf(sealKinds, search.kind);
  const filtered = state !== undefined || kind !== undefined;
  const filter = (change: SealsSearch): void => navigate(withSearch("/seals", { ...search, ...change }));
  const formats = useFormats();
  useListKeys();
  const seals = useOperation("listSeals", { query: { ...(state && { state }), ...(kind && { kind }) } });
  return (
    <Page
      title={text.title}
      lead={text.lead}
      actions={
        applicant && (
          <ButtonLink href="/seals/new" icon="plus">
            {life.apply.open}
          </ButtonLink>
        )
      }
    >
      <div className={shared["filters"]}>
        <SelectField
          label={life.filters.state}
          placeholder={life.filters.all}
          value={state ?? ""}
          onChange={(event) => filter({ state: event.target.value })}
          options={optionsOf(life.states)}
        />
        <SelectField
          label={life.filters.kind}
          placeholder={life.filters.all}
          value={kind ?? ""}
          onChange={(event) => filter({ kind: event.target.value })}
          options={optionsOf(life.kinds)}
        />
      </div>
      {seals.data && (
        <p className={shared["total"]} role="status">
          {life.filters.count(seals.data.items.length)}
        </p>
      )}
      {seals.isError ? (
        <ApiErrorState error={seals.error} onRetry={() => void seals.refetch()} />
      ) : (
        <Card flush>
          <DataTable
            caption={text.caption}
            rows={seals.data?.items ?? []}
            rowKey={(seal) => seal.sealId}
            href={(seal) => `/seals/${seal.sealId}`}
            loading={seals.isPending}
            empty={
              <EmptyState icon="seal" title={filtered ? life.none : text.empty}>
                <p>{filtered ? life.noneLead : text.emptyLead}</p>
              </EmptyState>
            }
            columns={[
              {
                id: "name",
                header: text.columns.name,
                main: true,
                cell: (seal) => (
                  <span className={styles["named"]}>
                    {seal.picture ? (
                      <SvgImage
                        svg={seal.picture}
                        alt=""
                        {...(styles["small"] && { className: styles["small"] })}
                      />
                    ) : (
                      <span className={styles["notMade"]}>
                        <Icon name="seal" />
                      </span>
                    )}
                    {seal.name}
                  </span>
                ),
              },
              { id: "number", header: text.columns.number, cell: (seal) => <Whole>{seal.number}</Whole> },
              {
                id: "usable",
                header: text.columns.usable,
                cell: (seal) => (
                  <Whole>
                    <SealStanding seal={seal} />
                  </Whole>
                ),
              },
              {
                id: "term",
                header: text.columns.term,
                cell: ({ validFrom, validTo }) =>
                  validFrom && validTo ? (
                    <>
                      <Whole>{isoDay(validFrom)} –</Whole> <Whole>{isoDay(validTo)}</Whole>
                    </>
                  ) : (
                    "—"
                  ),
              },
              {
                id: "uses",
                header: text.columns.uses,
                align: "end",
                cell: (seal) => formats.number(seal.uses),
              },
              {
                id: "last",
                header: text.columns.last,
                cell: (seal) => (seal.lastUsedAt ? formats.dateTime(seal.lastUsedAt) : text.never),
              },
            ]}
          />
        </Card>
      )}
    </Page>
  );
}
