import type { TrustedAuthority } from "@liangzheng/contract";
import { useAct } from "../../api/index.ts";
import {
  Button,
  Card,
  DataTable,
  EmptyState,
  Form,
  Row,
  useForm,
  useFormats,
  useText,
} from "../../ui/index.ts";
import { useRequired } from "../use-required.ts";
import { Whole } from "../whole.tsx";
import { PemField } from "./pem-field.tsx";
import { trustText } from "./trust-words.ts";
import { useTrustFailure } from "./use-trust-failure.ts";

/** The newest list of each issuer under the authority. */
export function RevocationLists({ authority, onAdd }: { authority: TrustedAuthority; onAdd?: () => void }) {
  const text = useText(trustText);
  const formats = useFormats();
  return (
    <Card
      title={text.lists}
      flush
      {...(onAdd && {
        aside: (
          <Button icon="plus" onClick={onAdd}>
            {text.addList}
          </Button>
        ),
      })}
    >
      <DataTable
        caption={text.listsCaption}
        rows={authority.revocationLists}
        rowKey={({ issuer }) => issuer}
        empty={
          <EmptyState icon="list" title={text.listsEmpty}>
            <p>{text.listsLead}</p>
          </EmptyState>
        }
        columns={[
          { id: "issuer", header: text.listColumns.issuer, main: true, cell: ({ issuer }) => issuer },
          {
            id: "this",
            header: text.listColumns.thisUpdate,
            cell: ({ thisUpdate }) => <Whole>{formats.dateTime(thisUpdate)}</Whole>,
          },
          {
            id: "next",
            header: text.listColumns.nextUpdate,
            cell: ({ nextUpdate }) => (nextUpdate ? <Whole>{formats.dateTime(nextUpdate)}</Whole> : "—"),
          },
        ]}
      />
    </Card>
  );
}

export function RevocationForm({ authorityId, onSaved }: { authorityId: string; onSaved: () => void }) {
  const text = useText(trustText);
  const required = useRequired();
  const form = useForm<{ list: string }>({ defaultValues: { list: "" } });
  const failure = useTrustFailure();
  const update = useAct("updateAuthorityRevocations");
  return (
    <Form
      form={form}
      label={text.addList}
      onSubmit={async ({ list }) => {
        await update.mutateAsync({ params: { authorityId }, body: { list } }).catch((error: unknown) => {
          throw failure(error);
        });
        onSaved();
      }}
    >
      <PemField
        label={text.pem}
        hint={text.listsLead}
        accept=".pem,.crl"
        onText={(value) =>
          form.setValue("list", value, { shouldDirty: true, shouldValidate: form.formState.isSubmitted })
        }
        {...form.register("list", required(text.pem))}
      />
      <Row fill>
        <Button type="submit" variant="primary" pending={form.formState.isSubmitting}>
          {text.addList}
        </Button>
      </Row>
    </Form>
  );
}
