import type { UseRequest } from "@liangzheng/contract";
import { ApiErrorState, fieldLabelOf, typeNameOf, useOperation } from "../../api/index.ts";
import {
  Card,
  DescriptionList,
  LoadingState,
  Page,
  useFormats,
  useLanguage,
  useText,
} from "../../ui/index.ts";
import shared from "../console.module.css";
import { useRole } from "../roles.ts";
import { consentText } from "./consent-words.ts";
import { ReadCard } from "./read-card.tsx";
import { RequestStateBadge } from "./states.tsx";

/** One request of the unit: what was asked, what the holder answered, and what can be read. */
export function UseRequestPage({ requestId }: { requestId: string }) {
  const { request: text } = useText(consentText);
  const clerk = useRole("clerk");
  const query = useOperation("getUseRequest", { params: { requestId } });
  const request = query.data;
  return (
    <Page title={request?.itemName ?? text.title} backHref="/use-requests">
      {request ? (
        <>
          <div className={shared["columns"]}>
            <Asked request={request} />
            <Answer request={request} />
          </div>
          {clerk && request.agreed !== null && <ReadCard request={request} />}
        </>
      ) : query.isError ? (
        <ApiErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <LoadingState cards={2} />
      )}
    </Page>
  );
}

function Asked({ request }: { request: UseRequest }) {
  const { request: text } = useText(consentText);
  const language = useLanguage();
  const { date, dateTime } = useFormats();
  return (
    <Card title={text.about}>
      <DescriptionList
        items={[
          { label: text.holder, value: request.holder, numeric: true },
          { label: text.item, value: `${request.itemName}（${request.itemCode}）` },
          { label: text.businessNumber, value: request.businessNumber, numeric: true },
          { label: text.purpose, value: request.purpose },
          { label: text.basis, value: request.legalBasis },
          { label: text.type, value: typeNameOf(request, language) },
          {
            label: text.asked,
            value: request.fields.map((field) => fieldLabelOf(field, language)).join(text.listSeparator),
          },
          { label: text.term, value: request.until === null ? text.once : text.until(date(request.until)) },
          { label: text.askedBy, value: text.by(request.officer, dateTime(request.askedAt)) },
        ]}
      />
    </Card>
  );
}

function Answer({ request }: { request: UseRequest }) {
  const { request: text } = useText(consentText);
  const language = useLanguage();
  const { date, dateTime } = useFormats();
  const { state, agreed, fields, readings } = request;
  return (
    <Card title={text.answer} aside={<RequestStateBadge state={state} />}>
      {agreed === null ? (
        <>
          <p>{text.none[state as keyof typeof text.none]}</p>
          {state === "waiting" && <p>{text.answerBy(date(request.answerBy))}</p>}
        </>
      ) : (
        <DescriptionList
          items={[
            {
              label: text.agreed,
              value: fields
                .filter(({ id }) => agreed.fields.includes(id))
                .map((field) => fieldLabelOf(field, language))
                .join(text.listSeparator),
            },
            {
              label: text.agreedTerm,
              value: agreed.once ? text.once : text.until(date(agreed.validUntil)),
            },
            {
              label: text.readings,
              value:
                readings.length === 0 ? (
                  text.noReadings
                ) : (
                  <ul>
                    {readings.map(({ at, by }) => (
                      <li key={at}>{text.by(by, dateTime(at))}</li>
                    ))}
                  </ul>
                ),
            },
          ]}
        />
      )}
    </Card>
  );
}
