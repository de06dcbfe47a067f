import type { TypeDefinition } from "@liangzheng/contract";
import { useState } from "react";
import { mayHaveHappened, useAct, useProblemWords } from "../../api/index.ts";
import {
  Button,
  Card,
  ConfirmDialog,
  DataTable,
  Notice,
  Row,
  useLanguage,
  useNavigation,
  useText,
} from "../../ui/index.ts";
import styles from "../console.module.css";
import { useSayFault } from "../fault-words.ts";
import { useRefresh } from "../use-refresh.ts";
import type { BatchTable } from "./batch-table.ts";
import { batchText } from "./batch-words.ts";
import { encodeCsv } from "./csv.ts";
import { saveText } from "./save-text.ts";
import { rememberFile } from "./sent-files.ts";

interface CheckedBatchProps {
  readonly typeKey: string;
  readonly definition: TypeDefinition;
  readonly table: BatchTable;
  readonly onAgain: () => void;
}

/** What is in the file, row by row, before anything is issued. */
export function CheckedBatch({ typeKey, definition, table, onAgain }: CheckedBatchProps) {
  const { create: text } = useText(batchText);
  const language = useLanguage();
  const { navigate } = useNavigation();
  const refresh = useRefresh();
  const words = useProblemWords();
  const say = useSayFault(definition);
  // Its idempotency key stays while the outcome is unknown: pressed again, the same rows are issued once.
  const create = useAct("createBatch");
  const [asking, setAsking] = useState(false);
  const sound = table.rows.filter(({ faults }) => faults.length === 0);
  const faulty = table.rows.filter(({ faults }) => faults.length > 0);
  const second = definition.secondPerson;
  const comma = language === "en" ? ", " : "、";
  const sayAll = (faults: (typeof faulty)[number]["faults"]): string[] => faults.map(say);

  const issue = async (): Promise<void> => {
    const batch = await create
      .mutateAsync({ body: { typeKey, rows: sound.map(({ content }) => content) } })
      .catch(() => undefined);
    if (!batch) return;
    rememberFile(batch.batchId, { header: table.header, rows: sound.map(({ cells }) => cells) });
    refresh.put("getBatch", { params: { batchId: batch.batchId } }, batch);
    refresh.again("listBatches");
    navigate(`/batches/${batch.batchId}`);
  };
  const name = language === "en" ? definition.nameEn : definition.name;
  return (
    <>
      {table.missingColumns.length > 0 && (
        <Notice tone="bad">
          <p>{text.missing(table.missingColumns.map(({ label }) => label).join(comma))}</p>
        </Notice>
      )}
      {table.unknownColumns.length > 0 && (
        <Notice tone="warn">
          <p>{text.unknown(table.unknownColumns.join(comma))}</p>
        </Notice>
      )}
      {sound.length > 0 && (
        <Notice tone="good">
          <p>{text.ready(sound.length)}</p>
        </Notice>
      )}
      {create.error && (
        <Notice
          tone="bad"
          title={mayHaveHappened(create.error) ? text.retryTitle : words(create.error).title}
        >
          <p>{mayHaveHappened(create.error) ? text.retry : words(create.error).lead}</p>
        </Notice>
      )}
      <Row fill>
        {sound.length > 0 && (
          <Button
            variant="primary"
            icon={second ? "send" : "seal"}
            pending={create.isPending}
            onClick={() => setAsking(true)}
          >
            {(second ? text.submit : text.issue)(sound.length)}
          </Button>
        )}
        <Button icon="upload" onClick={onAgain}>
          {text.again}
        </Button>
      </Row>
      {faulty.length > 0 && (
        <Card
          title={text.faulty(faulty.length)}
          footer={
            <Button
              icon="download"
              onClick={() =>
                saveText(
                  text.faultyName,
                  encodeCsv([
                    [...table.header, text.errorColumn],
                    ...faulty.map(({ cells, faults }) => [
                      ...table.header.map((_, at) => cells[at] ?? ""),
                      sayAll(faults).join("; "),
                    ]),
                  ]),
                )
              }
            >
              {text.saveFaulty}
            </Button>
          }
        >
          <p className={styles["muted"]}>{text.faultyLead}</p>
          <DataTable
            caption={text.caption}
            rows={faulty.slice(0, 200)}
            rowKey={({ line }) => String(line)}
            columns={[
              {
                id: "line",
                header: text.columns.line,
                main: true,
                width: "7em",
                cell: ({ line }) => <strong>{text.line(line)}</strong>,
              },
              { id: "number", header: text.columns.number, cell: ({ content }) => content.number || "—" },
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
      )}
      <ConfirmDialog
        isOpen={asking}
        onOpenChange={setAsking}
        title={(second ? text.confirmSubmit : text.confirm)(sound.length, name)}
        confirmLabel={(second ? text.submit : text.issue)(sound.length)}
        onConfirm={issue}
      >
        <p>{second ? text.confirmSubmitLead : text.confirmLead}</p>
      </ConfirmDialog>
    </>
  );
}
