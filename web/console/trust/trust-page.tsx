import type { TrustOverview } from "@liangzheng/contract";
import { ApiErrorState, saveFile, useApi, useOperation, useProblemWords } from "../../api/index.ts";
import {
  Button,
  ButtonLink,
  Card,
  DataTable,
  DescriptionList,
  EmptyState,
  isoDay,
  LoadingState,
  Page,
  showToast,
  useFormats,
  useText,
} from "../../ui/index.ts";
import shared from "../console.module.css";
import { useListKeys } from "../use-list-keys.ts";
import { Whole } from "../whole.tsx";
import { AuthorityStateBadge } from "./authority-state.tsx";
import { Fingerprint } from "./fingerprint.tsx";
import { trustText } from "./trust-words.ts";

/** Whom seal checks believe, and who decided it. */
export function TrustPage() {
  const text = useText(trustText);
  const trust = useOperation("listTrustedAuthorities", {});
  useListKeys();
  return (
    <Page
      title={text.title}
      lead={text.lead}
      actions={
        trust.data?.mayPropose && (
          <ButtonLink href="/trust/new" icon="plus">
            {text.propose}
          </ButtonLink>
        )
      }
    >
      {trust.isError ? (
        <ApiErrorState error={trust.error} onRetry={() => void trust.refetch()} />
      ) : trust.data ? (
        <Overview trust={trust.data} />
      ) : (
        <LoadingState cards={2} />
      )}
    </Page>
  );
}

function Overview({ trust: { list, own, authorities } }: { trust: TrustOverview }) {
  const text = useText(trustText);
  const formats = useFormats();
  const api = useApi();
  const words = useProblemWords();
  const download = (): Promise<void> =>
    saveFile(api, "getTrustList", {}, "trust-list.json").catch((error: unknown) => {
      showToast({ tone: "bad", text: words(error).title });
    });
  return (
    <>
      <Card title={text.outside} flush>
        <DataTable
          caption={text.caption}
          rows={authorities}
          rowKey={({ authorityId }) => authorityId}
          href={({ authorityId }) => `/trust/${authorityId}`}
          empty={
            <EmptyState icon="shield" title={text.empty}>
              <p>{text.emptyLead}</p>
            </EmptyState>
          }
          columns={[
            { id: "name", header: text.columns.name, main: true, cell: ({ name }) => name },
            {
              id: "state",
              header: text.columns.state,
              cell: ({ state }) => <AuthorityStateBadge state={state} />,
            },
            {
              id: "uses",
              header: text.columns.uses,
              cell: ({ uses }) =>
                uses.map((use) => (
                  <span key={use}>
                    <Whole>{text.uses[use]}</Whole>{" "}
                  </span>
                )),
            },
            {
              id: "term",
              header: text.columns.term,
              cell: ({ notBefore, notAfter }) => (
                <>
                  <Whole>{isoDay(notBefore)} –</Whole> <Whole>{isoDay(notAfter)}</Whole>
                </>
              ),
            },
            {
              id: "proposed",
              header: text.columns.proposed,
              cell: ({ proposedBy, proposedAt }) => (
                <>
                  <Whole>{proposedBy}</Whole> <Whole>{formats.dateTime(proposedAt)}</Whole>
                </>
              ),
            },
          ]}
        />
      </Card>
      <div className={shared["columns"]}>
        <Card title={text.own}>
          {own.map((root) => (
            <DescriptionList
              key={root.fingerprint}
              items={[
                { label: text.facts.subject, value: root.name },
                { label: text.facts.term, value: `${isoDay(root.notBefore)} – ${isoDay(root.notAfter)}` },
                {
                  label: text.facts.fingerprint,
                  value: <Fingerprint hex={root.fingerprint} />,
                },
              ]}
            />
          ))}
        </Card>
        <Card
          title={text.list}
          footer={
            <Button icon="download" onClick={() => void download()}>
              {text.download}
            </Button>
          }
        >
          <DescriptionList
            items={[
              { label: text.sequence, value: formats.number(list.sequence), numeric: true },
              { label: text.issuedAt, value: formats.dateTime(list.issuedAt) },
              { label: text.nextUpdate, value: formats.dateTime(list.nextUpdate) },
              { label: text.keeper, value: <Fingerprint hex={list.keeper} /> },
            ]}
          />
        </Card>
      </div>
    </>
  );
}
