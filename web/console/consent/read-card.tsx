import type { AuthorisedReading, UseRequest } from "@liangzheng/contract";
import { useMemo, useRef, useState } from "react";
import {
  codeText,
  fieldLabelOf,
  fieldValueOf,
  mayHaveHappened,
  photoBlob,
  useAct,
  useBlobUrl,
  useProblemWords,
} from "../../api/index.ts";
import {
  Button,
  Card,
  DescriptionList,
  Notice,
  Row,
  useFormats,
  useLanguage,
  useText,
} from "../../ui/index.ts";
import { useRefresh } from "../use-refresh.ts";
import styles from "./consent.module.css";
import { consentText } from "./consent-words.ts";

/** 查看: takes a code and exchanges it at once. What was read stands on this page and nowhere else. */
export function ReadCard({ request: { requestId, state, agreed } }: { request: UseRequest }) {
  const { request: text } = useText(consentText);
  const words = useProblemWords();
  const refresh = useRefresh();
  const take = useAct("takeUseCode");
  const read = useAct("readAuthorised");
  // A code whose exchange was not answered is tried again: with another, a reading already made would be lost.
  const code = useRef<string | undefined>(undefined);
  const [reading, setReading] = useState<AuthorisedReading>();
  const [refused, setRefused] = useState<unknown>();
  const look = async (): Promise<void> => {
    setRefused(undefined);
    try {
      code.current ??= (await take.mutateAsync({ params: { requestId } })).code;
      setReading(await read.mutateAsync({ body: { code: code.current } }));
      code.current = undefined;
    } catch (error) {
      if (!mayHaveHappened(error)) code.current = undefined;
      setRefused(error);
    }
    refresh.again("getUseRequest", "listUseRequests");
  };
  const problem = refused === undefined ? undefined : words(refused);
  return (
    <>
      {problem && (
        <Notice tone="bad" title={problem.title}>
          {problem.lead}
        </Notice>
      )}
      {(state === "live" || code.current !== undefined) && (
        <Card>
          <p>{agreed?.once ? text.readOnce : text.readMany}</p>
          <Row>
            <Button
              variant="primary"
              icon="eye"
              pending={take.isPending || read.isPending}
              onClick={() => void look()}
            >
              {text.read}
            </Button>
          </Row>
        </Card>
      )}
      {reading && <Reading reading={reading} />}
    </>
  );
}

function Reading({ reading }: { reading: AuthorisedReading }) {
  const { request: text } = useText(consentText);
  const { statuses } = useText(codeText);
  const language = useLanguage();
  const formats = useFormats();
  return (
    <Card title={text.result}>
      <p role="status">{text.resultLead(formats.dateTime(reading.at))}</p>
      <DescriptionList
        items={[
          { label: text.status, value: statuses[reading.status] },
          ...reading.fields.map((field) => ({
            label: fieldLabelOf(field, language),
            value:
              field.kind === "photo" && field.value ? (
                <Photo value={field.value} alt={fieldLabelOf(field, language)} />
              ) : (
                fieldValueOf(field, formats) || text.empty
              ),
          })),
          { label: text.receipt, value: reading.receiptId, numeric: true },
        ]}
      />
      {reading.fields.some(({ masked }) => masked) && <p>{text.masked}</p>}
    </Card>
  );
}

function Photo({ value, alt }: { value: string; alt: string }) {
  const blob = useMemo(() => photoBlob(value), [value]);
  const url = useBlobUrl(blob);
  return url ? <img src={url} alt={alt} className={styles["photo"]} /> : null;
}
