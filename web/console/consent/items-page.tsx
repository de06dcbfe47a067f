import type { UseItem } from "@liangzheng/contract";
import { useState } from "react";
import { ApiErrorState, fieldLabelOf, typeNameOf, useOperation } from "../../api/index.ts";
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
import { ItemDialog } from "./item-dialog.tsx";
import { ItemStateBadge } from "./states.tsx";

/** 用证清单: what the unit may ask for, and for managers what the units below may. */
export function UseItemsPage({ search }: { search: { readonly trail?: string } }) {
  const { items: text, request } = useText(consentText);
  const language = useLanguage();
  const formats = useFormats();
  const staff = useRole("clerk", "reviewer");
  useListKeys();
  const [opened, setOpened] = useState<UseItem>();
  const after = currentCursor(search.trail);
  const items = useOperation("listUseItems", { query: { ...(after && { after }) } }, { keepPrevious: true });
  return (
    <Page
      title={text.title}
      lead={staff ? text.lead : text.leadManager}
      {...(staff && {
        actions: (
          <ButtonLink href="/use-items/new" variant="primary" icon="plus">
            {text.propose}
          </ButtonLink>
        ),
      })}
    >
      {items.isError ? (
        <ApiErrorState error={items.error} onRetry={() => void items.refetch()} />
      ) : (
        <Card flush footer={<CursorPages path="/use-items" search={{ ...search }} next={items.data?.next} />}>
          <DataTable
            caption={text.caption}
            rows={items.data?.items ?? []}
            rowKey={({ itemId }) => itemId}
            onOpen={setOpened}
            loading={items.isPending}
            empty={
              <EmptyState icon="list" title={text.empty}>
                <p>{staff ? text.emptyLead : text.leadManager}</p>
              </EmptyState>
            }
            columns={[
              { id: "item", header: text.columns.item, main: true, cell: ({ itemName }) => itemName },
              { id: "unit", header: text.columns.unit, cell: ({ unit }) => unit },
              { id: "type", header: text.columns.type, cell: (one) => typeNameOf(one, language) },
              {
                id: "fields",
                header: text.columns.fields,
                wide: true,
                cell: ({ fields }) =>
                  fields.map((field) => fieldLabelOf(field, language)).join(request.listSeparator),
              },
              {
                id: "state",
                header: text.columns.state,
                cell: ({ state }) => <ItemStateBadge state={state} />,
              },
              {
                id: "at",
                header: text.columns.at,
                cell: ({ proposedAt }) => <Whole>{formats.dateTime(proposedAt)}</Whole>,
              },
            ]}
          />
        </Card>
      )}
      <ItemDialog item={opened} onClose={() => setOpened(undefined)} />
    </Page>
  );
}
