import type { MyUseRequest } from "@liangzheng/contract";
import { ApiErrorState, fieldLabelOf, useOperation } from "../../../api/index.ts";
import {
  ButtonLink,
  Card,
  classNames,
  DescriptionList,
  LoadingState,
  Notice,
  Page,
  useFormats,
  useLanguage,
  useText,
} from "../../../ui/index.ts";
import styles from "./authorise.module.css";
import { authoriseText } from "./authorise-text.ts";
import { ConsentForm } from "./consent-form.tsx";
import { Asker, RequestFacts, RequestStateBadge } from "./request-facts.tsx";
import { WithdrawButton } from "./withdraw-button.tsx";

const c = classNames(styles);

/** One request: who asks what for, and the answer, before it is given or after. */
export function RequestScreen({ requestId }: { requestId: string }) {
  const text = useText(authoriseText);
  const query = useOperation("getMyUseRequest", { params: { requestId } });
  const request = query.data;
  const back = request === undefined || request.state === "waiting" ? "waiting" : listOf(request);
  return (
    <Page title={text.request} width="reading" backHref={`/authorisations?show=${back}`}>
      {request ? (
        <>
          <Card title={text.asker} aside={<RequestStateBadge state={request.state} />}>
            <Asker request={request} />
            <RequestFacts request={request} />
          </Card>
          {request.state === "waiting" ? (
            <ConsentForm key={requestId} request={request} />
          ) : (
            <Answered request={request} />
          )}
        </>
      ) : query.isError ? (
        <ApiErrorState
          error={query.error}
          onRetry={() => {
            void query.refetch();
          }}
        />
      ) : (
        <LoadingState cards={2} />
      )}
    </Page>
  );
}

const listOf = ({ state }: MyUseRequest): string => (state === "live" ? "live" : "over");

function Answered({ request }: { request: MyUseRequest }) {
  const text = useText(authoriseText);
  const language = useLanguage();
  const { date, dateTime } = useFormats();
  const { state, agreed, fields, readings } = request;
  if (agreed === null) return <Notice>{state === "refused" ? text.refused : text.states[state]}</Notice>;
  const given = fields.filter(({ id }) => agreed.fields.includes(id));
  return (
    <>
      {state === "live" && <Notice tone="good">{text.agreed}</Notice>}
      <Card title={text.given}>
        <DescriptionList
          items={[
            {
              label: text.givenFields,
              value: given.map((field) => fieldLabelOf(field, language)).join(text.listSeparator),
            },
            {
              label: text.givenTerm,
              value: agreed.once ? text.once : text.until(date(agreed.validUntil)),
            },
          ]}
        />
      </Card>
      <Card title={text.readings}>
        {readings.length === 0 ? (
          <p>{text.noReadings}</p>
        ) : (
          <ul className={c("readings")}>
            {readings.map(({ at, by }) => (
              <li key={at}>{text.reading(by, dateTime(at))}</li>
            ))}
          </ul>
        )}
        <ButtonLink href={`/uses?licence=${agreed.licenceKey}`} icon="history">
          {text.uses}
        </ButtonLink>
      </Card>
      {state === "live" && <WithdrawButton request={request} size="large" wide />}
    </>
  );
}
