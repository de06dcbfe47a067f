import { ApiErrorState, typeNameOf, useOperation } from "../../api/index.ts";
import {
  ButtonLink,
  Card,
  DataTable,
  EmptyState,
  Page,
  useFormats,
  useLanguage,
  useText,
} from "../../ui/index.ts";
import { CursorPages } from "../cursor-pages.tsx";
import { useRole } from "../roles.ts";
import { currentCursor } from "../trail.ts";
import { useListKeys } from "../use-list-keys.ts";
import { Whole } from "../whole.tsx";
import { consentText } from "./consent-words.ts";
import { RequestStateBadge } from "./states.tsx";

/** What the unit asked holders for, newest first. */
export function UseRequestsPage({ search }: { search: { readonly trail?: string } }) {
  const { requests: text } = useText(consentText);
  const language = useLanguage();
  const formats = useFormats();
  const clerk = useRole("clerk");
  useListKeys();
  const after = currentCursor(search.trail);
  const requests = useOperation(
    "listUseRequests",
    { query: { ...(after && { after }) } },
    { keepPrevious: true },
  );
  return (
    <Page
      title={text.title}
      lead={text.lead}
      {...(clerk && {
        actions: (
          <ButtonLink href="/use-requests/new" variant="primary" icon="plus">
            {text.ask}
          </ButtonLink>
        ),
      })}
    >
      {requests.isError ? (
        <ApiErrorState error={requests.error} onRetry={() => void requests.refetch()} />
      ) : (
        <Card
          flush
          footer={<CursorPages path="/use-requests" search={{ ...search }} next={requests.data?.next} />}
        >
          <DataTable
            caption={text.caption}
            rows={requests.data?.items ?? []}
            rowKey={({ requestId }) => requestId}
            href={({ requestId }) => `/use-requests/${requestId}`}
            loading={requests.isPending}
            empty={
              <EmptyState icon="shield" title={text.empty}>
                <p>{text.emptyLead}</p>
              </EmptyState>
            }
            columns={[
              { id: "item", header: text.columns.item, main: true, cell: ({ itemName }) => itemName },
              {
                id: "business",
                header: text.columns.business,
                cell: ({ businessNumber }) => businessNumber,
              },
              { id: "holder", header: text.columns.holder, cell: ({ holder }) => <Whole>{holder}</Whole> },
              { id: "type", header: text.columns.type, cell: (one) => typeNameOf(one, language) },
              {
                id: "state",
                header: text.columns.state,
                cell: ({ state }) => <RequestStateBadge state={state} />,
              },
              {
                id: "at",
                header: text.columns.at,
                cell: ({ askedAt }) => <Whole>{formats.dateTime(askedAt)}</Whole>,
              },
            ]}
          />
        </Card>
      )}
    </Page>
  );
}
