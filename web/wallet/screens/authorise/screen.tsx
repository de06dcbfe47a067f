import type { MyUseRequest } from "@liangzheng/contract";
import { fieldLabelOf, PagedItems, typeNameOf, usePages } from "../../../api/index.ts";
import {
  ButtonLink,
  Card,
  classNames,
  DescriptionList,
  EmptyState,
  Page,
  RadioGroup,
  useFormats,
  useLanguage,
  useNavigation,
  useText,
} from "../../../ui/index.ts";
import styles from "./authorise.module.css";
import { authoriseText } from "./authorise-text.ts";
import { RequestStateBadge } from "./request-facts.tsx";
import { WithdrawButton } from "./withdraw-button.tsx";

const c = classNames(styles);

export const shows = ["waiting", "live", "over"] as const;
export type Show = (typeof shows)[number];

/** What waits for the holder, what is authorised, what is over; which of them stands in the address. */
export function AuthorisationsScreen({ show }: { show: Show }) {
  const text = useText(authoriseText);
  const { navigate } = useNavigation();
  return (
    <Page title={text.title} lead={text.lead} width="reading" backHref="/">
      <RadioGroup
        legend={text.show}
        name="show"
        look="segments"
        options={shows.map((value) => ({ value, label: text.shows[value] }))}
        value={show}
        onChange={({ target }) => navigate(`/authorisations?show=${target.value}`)}
      />
      <RequestList key={show} show={show} />
    </Page>
  );
}

function RequestList({ show }: { show: Show }) {
  const text = useText(authoriseText);
  return (
    <PagedItems
      pages={usePages("listMyUseRequests", { show })}
      waiting={{ cards: 2 }}
      more={text.more}
      empty={
        <EmptyState icon="shield" title={text.empty[show]}>
          <p>{text.emptyLead}</p>
        </EmptyState>
      }
    >
      {(items) => (
        <ul className={c("list")}>
          {items.map((request) => (
            <li key={request.requestId}>
              <RequestCard request={request} />
            </li>
          ))}
        </ul>
      )}
    </PagedItems>
  );
}

function RequestCard({ request }: { request: MyUseRequest }) {
  const text = useText(authoriseText);
  const language = useLanguage();
  const { date } = useFormats();
  const { requestId, unit, state, itemName, fields, agreed, answerBy } = request;
  const waiting = state === "waiting";
  const shown = agreed === null ? fields : fields.filter(({ id }) => agreed.fields.includes(id));
  return (
    <Card
      title={unit}
      aside={<RequestStateBadge state={state} />}
      footer={
        <div className={c("actions")}>
          <ButtonLink
            href={`/authorisations/${requestId}`}
            {...(waiting && { variant: "primary" as const })}
            aria-label={`${waiting ? text.open : text.details} ${unit} ${itemName}`}
          >
            {waiting ? text.open : text.details}
          </ButtonLink>
          {state === "live" && <WithdrawButton request={request} />}
        </div>
      }
    >
      <DescriptionList
        items={[
          { label: text.item, value: itemName },
          { label: text.licence, value: typeNameOf(request, language) },
          {
            label: text.givenFields,
            value: shown.map((field) => fieldLabelOf(field, language)).join(text.listSeparator),
          },
          ...(agreed === null
            ? []
            : [
                {
                  label: text.givenTerm,
                  value: agreed.once ? text.once : text.until(date(agreed.validUntil)),
                },
              ]),
        ]}
      />
      {waiting && <p className={c("quiet")}>{text.answerBy(date(answerBy))}</p>}
    </Card>
  );
}
