import type { TrustedAuthority } from "@liangzheng/contract";
import { useState } from "react";
import { ApiErrorState, useAct, useOperation } from "../../api/index.ts";
import {
  Button,
  Card,
  DescriptionList,
  Dialog,
  EmptyState,
  isoDay,
  LoadingState,
  Page,
  Row,
  showToast,
  useFormats,
  useText,
} from "../../ui/index.ts";
import shared from "../console.module.css";
import { ReasonDialog } from "../reason-dialog.tsx";
import { useRefresh } from "../use-refresh.ts";
import { AuthorityStateBadge } from "./authority-state.tsx";
import { Fingerprint } from "./fingerprint.tsx";
import { RevocationForm, RevocationLists } from "./revocation-lists.tsx";
import { trustText } from "./trust-words.ts";

export function AuthorityPage({ authorityId }: { authorityId: string }) {
  const text = useText(trustText);
  const trust = useOperation("listTrustedAuthorities", {});
  const authority = trust.data?.authorities.find((one) => one.authorityId === authorityId);
  return (
    <Page title={authority?.name ?? text.title} backHref="/trust">
      {trust.isError ? (
        <ApiErrorState error={trust.error} onRetry={() => void trust.refetch()} />
      ) : !trust.data ? (
        <LoadingState cards={2} />
      ) : authority ? (
        <Detail authority={authority} mayAct={trust.data.mayPropose} />
      ) : (
        <EmptyState icon="question" title={text.missing}>
          <p>{text.missingLead}</p>
        </EmptyState>
      )}
    </Page>
  );
}

type Asked = "trust" | "refuse" | "withdraw" | "list";

function Detail({ authority, mayAct }: { authority: TrustedAuthority; mayAct: boolean }) {
  const text = useText(trustText);
  const formats = useFormats();
  const [asked, setAsked] = useState<Asked>();
  const decide = useAct("decideTrustedAuthority");
  const withdraw = useAct("withdrawTrustedAuthority");
  const refresh = useRefresh();
  const { authorityId, name, state, facts } = { ...authority, facts: text.facts };
  const params = { authorityId };
  const told = (words: string): void => {
    refresh.again("listTrustedAuthorities");
    showToast({ tone: "good", text: words });
  };
  const close = (): void => setAsked(undefined);
  return (
    <>
      {authority.mayDecide && (
        <Card>
          <p>{text.compare}</p>
          <Row>
            <Button variant="primary" icon="check" onClick={() => setAsked("trust")}>
              {text.trust}
            </Button>
            <Button icon="cross" onClick={() => setAsked("refuse")}>
              {text.refuse}
            </Button>
          </Row>
        </Card>
      )}
      <div className={shared["columns"]}>
        <Card title={facts.title} aside={<AuthorityStateBadge state={state} />}>
          <DescriptionList
            items={[
              {
                label: facts.fingerprint,
                value: <Fingerprint hex={authority.fingerprint} />,
              },
              { label: facts.subject, value: authority.subject },
              { label: facts.issuer, value: authority.issuer },
              { label: facts.serial, value: <Fingerprint hex={authority.serial} /> },
              { label: facts.term, value: `${isoDay(authority.notBefore)} – ${isoDay(authority.notAfter)}` },
              { label: text.columns.uses, value: authority.uses.map((use) => text.uses[use]).join(" · ") },
              ...(authority.intermediates > 0
                ? [{ label: facts.intermediates, value: formats.number(authority.intermediates) }]
                : []),
            ]}
          />
        </Card>
        <Card title={text.history}>
          <DescriptionList
            items={[
              {
                label: text.proposedBy(authority.proposedBy, formats.dateTime(authority.proposedAt)),
                value: authority.reason,
              },
              { label: text.basis, value: authority.documentNumber },
              ...(authority.decidedAt
                ? [
                    {
                      label: text.decidedBy(authority.decidedBy ?? "", formats.dateTime(authority.decidedAt)),
                      value: authority.decisionReason ?? "",
                    },
                  ]
                : []),
              ...(authority.withdrawnAt
                ? [
                    {
                      label: text.withdrawnBy(
                        authority.withdrawnBy ?? "",
                        formats.dateTime(authority.withdrawnAt),
                      ),
                      value: authority.withdrawalReason ?? "",
                    },
                  ]
                : []),
            ]}
          />
        </Card>
      </div>
      {(state === "trusted" || authority.revocationLists.length > 0) && (
        <RevocationLists
          authority={authority}
          {...(mayAct && state === "trusted" && { onAdd: () => setAsked("list") })}
        />
      )}
      {mayAct && state === "trusted" && (
        <Row>
          <Button variant="danger" icon="minus" onClick={() => setAsked("withdraw")}>
            {text.withdraw}
          </Button>
        </Row>
      )}
      <ReasonDialog
        isOpen={asked === "trust" || asked === "refuse"}
        onClose={close}
        title={text.decideTitle(text[asked === "refuse" ? "refuse" : "trust"], name)}
        label={text.reason}
        confirmLabel={text[asked === "refuse" ? "refuse" : "trust"]}
        danger={asked === "refuse"}
        onReason={async (reason) => {
          const decision = asked === "refuse" ? "refuse" : "trust";
          await decide.mutateAsync({ params, body: { decision, reason } });
          told(text.decided);
        }}
      >
        <p>{text.compare}</p>
        <p>
          <Fingerprint hex={authority.fingerprint} />
        </p>
      </ReasonDialog>
      <ReasonDialog
        isOpen={asked === "withdraw"}
        onClose={close}
        title={text.withdrawTitle(name)}
        label={text.reason}
        confirmLabel={text.withdraw}
        danger
        onReason={async (reason) => {
          await withdraw.mutateAsync({ params, body: { reason } });
          told(text.withdrawn);
        }}
      >
        <p>{text.withdrawLead}</p>
      </ReasonDialog>
      <Dialog isOpen={asked === "list"} onOpenChange={(open) => !open && close()} title={text.addList}>
        <RevocationForm
          authorityId={authorityId}
          onSaved={() => {
            told(text.listSaved);
            close();
          }}
        />
      </Dialog>
    </>
  );
}
