import { ApiErrorState, type Result, useOperation } from "../../api/index.ts";
import {
  Badge,
  Card,
  DataTable,
  daysUntil,
  EmptyState,
  isoDay,
  Page,
  useFormats,
  useText,
} from "../../ui/index.ts";
import { SvgImage } from "../blob-image.tsx";
import { useListKeys } from "../use-list-keys.ts";
import { Whole } from "../whole.tsx";
import { sealText } from "./seal-words.ts";
import styles from "./seals.module.css";

type Seal = Result<"listSeals">["items"][number];
const SOON_DAYS = 60;

export function SealsPage() {
  const text = useText(sealText);
  const formats = useFormats();
  useListKeys();
  const seals = useOperation("listSeals", {});
  return (
    <Page title={text.title} lead={text.lead}>
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
              <EmptyState icon="seal" title={text.empty}>
                <p>{text.emptyLead}</p>
              </EmptyState>
            }
            columns={[
              {
                id: "name",
                header: text.columns.name,
                main: true,
                cell: (seal) => (
                  <span className={styles["named"]}>
                    <SvgImage
                      svg={seal.picture}
                      alt=""
                      {...(styles["small"] && { className: styles["small"] })}
                    />
                    {seal.name}
                  </span>
                ),
              },
              { id: "number", header: text.columns.number, cell: (seal) => seal.number },
              {
                id: "usable",
                header: text.columns.usable,
                cell: (seal) => (
                  <Whole>
                    <SealState seal={seal} />
                  </Whole>
                ),
              },
              {
                id: "term",
                header: text.columns.term,
                cell: (seal) => (
                  <>
                    <Whole>{isoDay(seal.validFrom)} –</Whole> <Whole>{isoDay(seal.validTo)}</Whole>
                  </>
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

export function SealState({ seal }: { seal: Seal }) {
  const text = useText(sealText);
  const days = daysUntil(seal.validTo, Date.now());
  if (!seal.usable)
    return (
      <Badge tone="bad" icon="cross">
        {text.notUsable}
      </Badge>
    );
  return days < SOON_DAYS ? (
    <Badge tone="warn" icon="clock">
      {text.soon(days)}
    </Badge>
  ) : (
    <Badge tone="good" icon="check">
      {text.usable}
    </Badge>
  );
}
