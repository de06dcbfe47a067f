import type { TypeDefinition } from "@liangzheng/contract";
import { useState } from "react";
import { ApiErrorState, useOperation } from "../../api/index.ts";
import {
  Button,
  ButtonLink,
  Card,
  DropZone,
  LoadingState,
  Notice,
  Page,
  Row,
  SelectField,
  Stack,
  TextArea,
  useLanguage,
  useNavigation,
  useText,
} from "../../ui/index.ts";
import { publishedDefinition } from "../catalogue/versions.ts";
import styles from "../console.module.css";
import { withSearch } from "../search-params.ts";
import { type BatchTable, batchColumns, HOLDERS_A_ROW, readBatchTable } from "./batch-table.ts";
import { batchText } from "./batch-words.ts";
import { CheckedBatch } from "./checked-batch.tsx";
import { CsvError, encodeCsv, parseCsv } from "./csv.ts";
import { saveText } from "./save-text.ts";

const MAX_BYTES = 2_000_000;

export function NewBatchPage({ search }: { search: { readonly type?: string } }) {
  const { create: text } = useText(batchText);
  const language = useLanguage();
  const { navigate } = useNavigation();
  const types = useOperation("listLicenceTypes", {});
  const mine = types.data?.items.filter(({ adopted, origin }) => adopted && origin === "made-here");
  return (
    <Page title={text.title} lead={text.lead} backHref="/batches">
      {types.isError ? (
        <ApiErrorState error={types.error} onRetry={() => void types.refetch()} />
      ) : !mine ? (
        <LoadingState />
      ) : (
        <>
          <Card>
            <SelectField
              label={text.type}
              value={search.type ?? ""}
              onChange={(event) => navigate(withSearch("/batches/new", { type: event.target.value }))}
              options={mine.map(({ typeKey, name, nameEn }) => ({
                value: typeKey,
                label: language === "en" ? nameEn : name,
              }))}
            />
          </Card>
          {search.type && <OfType key={search.type} typeKey={search.type} />}
        </>
      )}
    </Page>
  );
}

function OfType({ typeKey }: { typeKey: string }) {
  const { create: text } = useText(batchText);
  const type = useOperation("getLicenceType", { params: { typeKey } });
  if (type.isError) return <ApiErrorState error={type.error} onRetry={() => void type.refetch()} />;
  const definition = type.data && publishedDefinition(type.data);
  if (!definition) return <LoadingState />;
  const photo = definition.fields.some(({ kind, required }) => kind === "photo" && required);
  if (photo)
    return (
      <Notice tone="warn" title={text.photoTitle}>
        <Stack>
          <p>{text.photo}</p>
          <Row>
            <ButtonLink href={`/issue/${typeKey}`} icon="plus">
              {text.oneByOne}
            </ButtonLink>
          </Row>
        </Stack>
      </Notice>
    );
  return <Upload typeKey={typeKey} definition={definition} />;
}

/** File or clipboard in; the table as it was understood out. */
function Upload({ typeKey, definition }: { typeKey: string; definition: TypeDefinition }) {
  const { create: text } = useText(batchText);
  const [table, setTable] = useState<BatchTable>();
  const [pasted, setPasted] = useState("");
  const [error, setError] = useState<string>();

  const read = (source: string): void => {
    setError(undefined);
    try {
      const found = readBatchTable(definition, parseCsv(source));
      if (found.rows.length === 0) setError(text.onlyHeader);
      else if (found.rows.length > 1000) setError(text.tooMany(found.rows.length));
      else setTable(found);
    } catch (thrown) {
      if (!(thrown instanceof CsvError)) throw thrown;
      setError(text.errors[thrown.code](thrown.line));
    }
  };
  const open = async (file: File): Promise<void> => {
    try {
      read(new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()));
    } catch {
      setError(text.encoding);
    }
  };
  if (table)
    return (
      <CheckedBatch
        typeKey={typeKey}
        definition={definition}
        table={table}
        onAgain={() => setTable(undefined)}
      />
    );
  return (
    <>
      {definition.secondPerson && (
        <Notice>
          <p>{text.second}</p>
        </Notice>
      )}
      <Card>
        <p className={styles["muted"]}>
          {text.templateHint} {definition.severalHolders && text.severalHint(HOLDERS_A_ROW)}
        </p>
        <Row>
          <Button
            icon="download"
            onClick={() =>
              saveText(
                text.templateName(definition.name),
                encodeCsv([batchColumns(definition).map(({ label }) => label)]),
              )
            }
          >
            {text.template}
          </Button>
        </Row>
      </Card>
      <DropZone
        label={text.zone}
        hint={text.zoneHint}
        accept=".csv,text/csv,text/plain,.txt"
        maxBytes={MAX_BYTES}
        {...(error && { error })}
        onFiles={([file]) => {
          if (file) void open(file);
        }}
      />
      <Card>
        <TextArea
          label={text.paste}
          rows={5}
          value={pasted}
          spellCheck={false}
          onChange={(event) => setPasted(event.target.value)}
        />
        <Row>
          <Button disabled={pasted.trim() === ""} onClick={() => read(pasted)}>
            {text.check}
          </Button>
        </Row>
      </Card>
    </>
  );
}
