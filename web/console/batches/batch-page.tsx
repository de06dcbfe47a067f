import type { Batch } from "@liangzheng/contract";
import { ApiErrorState, useOperation } from "../../api/index.ts";
import {
  Button,
  ButtonLink,
  Card,
  DataTable,
  DescriptionList,
  LoadingState,
  Notice,
  Page,
  ProgressBar,
  Row,
  useFormats,
  useText,
} from "../../ui/index.ts";
import { publishedDefinition } from "../catalogue/versions.ts";
import styles from "../console.module.css";
import { useSayFault } from "../fault-words.ts";
import { worded } from "../form-failure.ts";
import { useRole } from "../roles.ts";
import { withSearch } from "../search-params.ts";
import { useTypeName } from "../use-type-name.ts";
import { BATCH_FILTERS } from "../work-filters.ts";
import { BatchReview } from "./batch-review.tsx";
import { batchText } from "./batch-words.ts";
import { encodeCsv } from "./csv.ts";
import { saveText } from "./save-text.ts";
import { sentFile } from "./sent-files.ts";

const POLL_MS = 1_500;

export function BatchPage({ batchId }: { batchId: string }) {
  const { one: text } = useText(batchText);
  const typeName = useTypeName();
  const batch = useOperation(
    "getBatch",
    { params: { batchId } },
    { every: (last) => (last === undefined || BATCH_FILTERS.running(last) ? POLL_MS : false) },
  );
  return (
    <Page title={batch.data ? text.title(typeName(batch.data)) : text.progress} backHref="/batches">
      {batch.data ? (
        <Progress batch={batch.data} />
      ) : batch.isError ? (
        <ApiErrorState error={batch.error} onRetry={() => void batch.refetch()} />
      ) : (
        <LoadingState />
      )}
    </Page>
  );
}

function Progress({ batch }: { batch: Batch }) {
  const { one: text } = useText(batchText);
  const formats = useFormats();
  const reviewer = useRole("reviewer");
  const done = batch.total - batch.waiting;
  return (
    <>
      <Card>
        <ProgressBar
          label={text.progress}
          value={done}
          max={batch.total}
          detail={text.detail(done, batch.total)}
        />
        <p role="status">
          {BATCH_FILTERS.awaited(batch) ? text.awaited : batch.waiting > 0 ? text.running : text.done}
        </p>
        <DescriptionList
          items={[
            { label: text.issued, value: formats.number(batch.issued), numeric: true },
            { label: text.failed, value: formats.number(batch.failed), numeric: true },
            { label: text.waiting, value: formats.number(batch.waiting), numeric: true },
            { label: text.created, value: formats.dateTime(batch.createdAt) },
          ]}
        />
      </Card>
      {reviewer && BATCH_FILTERS["to-review"](batch) && <BatchReview batch={batch} />}
      {batch.failures.length > 0 && <Failures batch={batch} />}
    </>
  );
}

function Failures({ batch }: { batch: Batch }) {
  const { one: text, create } = useText(batchText);
  const type = useOperation("getLicenceType", { params: { typeKey: batch.typeKey } });
  const say = useSayFault(type.data && publishedDefinition(type.data));
  const file = sentFile(batch.batchId);
  const sayAll = (faults: Batch["failures"][number]["faults"]): string[] =>
    worded(faults, say).map((one) => one.message);
  return (
    <Card
      title={text.failuresTitle}
      footer={
        <Row fill>
          {file && (
            <Button
              icon="download"
              variant="primary"
              onClick={() =>
                saveText(
                  text.saveName,
                  encodeCsv([
                    [...file.header, create.errorColumn],
                    ...batch.failures.map(({ row, faults }) => [
                      ...file.header.map((_, at) => file.rows[row]?.[at] ?? ""),
                      sayAll(faults).join("; "),
                    ]),
                  ]),
                )
              }
            >
              {text.save}
            </Button>
          )}
          <ButtonLink href={withSearch("/batches/new", { type: batch.typeKey })} icon="upload">
            {text.newBatch}
          </ButtonLink>
        </Row>
      }
    >
      <p className={styles["muted"]}>{text.failuresLead}</p>
      {!file && (
        <Notice>
          <p>{text.saveGone}</p>
        </Notice>
      )}
      <DataTable
        caption={text.failuresCaption}
        rows={batch.failures}
        rowKey={({ row }) => String(row)}
        columns={[
          {
            id: "row",
            header: text.columns.row,
            main: true,
            width: "7em",
            cell: ({ row }) => <strong>{text.row(row + 1)}</strong>,
          },
          {
            id: "faults",
            header: text.columns.faults,
            wide: true,
            cell: ({ faults }) => (
              <ul className={styles["bullets"]}>
                {sayAll(faults).map((fault) => (
                  <li key={fault}>{fault}</li>
                ))}
              </ul>
            ),
          },
        ]}
      />
    </Card>
  );
}
