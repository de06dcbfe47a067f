import type { SealDetail } from "@liangzheng/contract";
import { useState } from "react";
import { ApiErrorState, useAct, useOperation, useProblemWords } from "../../api/index.ts";
import {
  Badge,
  Button,
  Card,
  ConfirmDialog,
  DataTable,
  DescriptionList,
  EmptyState,
  Link,
  LoadingState,
  Page,
  showToast,
  useFormats,
  useLanguage,
  useText,
} from "../../ui/index.ts";
import { SvgImage } from "../blob-image.tsx";
import shared from "../console.module.css";
import { useRole } from "../roles.ts";
import { useRefresh } from "../use-refresh.ts";
import { Whole } from "../whole.tsx";
import { lifeText } from "./life-words.ts";
import { SealActs } from "./seal-acts.tsx";
import { SealHistory } from "./seal-history.tsx";
import { SealRequests } from "./seal-requests.tsx";
import { SealStanding } from "./seal-state.tsx";
import { sealText } from "./seal-words.ts";
import styles from "./seals.module.css";

export function SealPage({ sealId }: { sealId: string }) {
  const text = useText(sealText);
  const seal = useOperation("getSeal", { params: { sealId } });
  return (
    <Page title={seal.data?.seal.name ?? text.title} backHref="/seals">
      {seal.isError ? (
        <ApiErrorState error={seal.error} onRetry={() => void seal.refetch()} />
      ) : seal.data ? (
        <Detail detail={seal.data} />
      ) : (
        <LoadingState cards={2} />
      )}
    </Page>
  );
}

/** The latest uses are shown at once, the others on demand: a seal is used thousands of times. */
const FIRST_USES = 20;

function Detail({ detail }: { detail: SealDetail }) {
  const text = useText(sealText);
  const life = useText(lifeText);
  const formats = useFormats();
  const { seal, log } = detail;
  const [whole, setWhole] = useState(false);
  const shown = whole ? log : log.slice(0, FIRST_USES);
  const language = useLanguage();
  const types = useOperation("listLicenceTypes", {});
  const typeWords = (typeKey: string): string => {
    const type = types.data?.items.find((one) => one.typeKey === typeKey);
    return (language === "en" ? type?.nameEn : type?.name) ?? typeKey;
  };
  const purposeWords = (purpose: string): string =>
    purpose === "document"
      ? life.requests.title
      : purpose.startsWith("issue ")
        ? text.issuing(typeWords(purpose.slice("issue ".length)))
        : purpose;
  const other = (sealId: string) => <Link href={`/seals/${sealId}`}>{life.openOther}</Link>;
  return (
    <>
      <SealActs detail={detail} />
      <div className={shared["columns"]}>
        <Card title={text.facts} aside={<SealStanding seal={seal} />}>
          <DescriptionList
            items={[
              { label: text.columns.number, value: seal.number, numeric: true },
              { label: life.kind, value: life.kinds[seal.kind] },
              { label: life.ownerName, value: seal.ownerName },
              ...(detail.bearer ? [{ label: life.bearer, value: detail.bearer }] : []),
              { label: text.organ, value: seal.organName },
              ...(detail.signer ? [{ label: text.signer, value: detail.signer }] : []),
              ...(detail.maker ? [{ label: text.maker, value: detail.maker }] : []),
              ...(detail.keyStore ? [{ label: text.keyStore, value: text.keyStores[detail.keyStore] }] : []),
              ...(seal.validFrom ? [{ label: text.validFrom, value: formats.dateTime(seal.validFrom) }] : []),
              ...(seal.validTo ? [{ label: text.validTo, value: formats.dateTime(seal.validTo) }] : []),
              ...(detail.replaces ? [{ label: life.replaces, value: other(detail.replaces) }] : []),
              ...(detail.replacedBy ? [{ label: life.replacedBy, value: other(detail.replacedBy) }] : []),
              { label: text.columns.uses, value: formats.number(seal.uses), numeric: true },
              {
                label: text.columns.last,
                value: seal.lastUsedAt ? formats.dateTime(seal.lastUsedAt) : text.never,
              },
            ]}
          />
          {detail.certificatePem && (
            <details>
              <summary className={styles["summary"]}>{text.showCertificate}</summary>
              <section className={shared["pre"]} aria-label={text.certificate}>
                <code className={shared["wrapAll"]}>{detail.certificatePem}</code>
              </section>
            </details>
          )}
        </Card>
        <Card>
          <div className={styles["sheet"]}>
            {seal.picture ? (
              <SvgImage
                svg={seal.picture}
                alt={text.picture(seal.name)}
                {...(styles["large"] && { className: styles["large"] })}
              />
            ) : (
              <p className={styles["blank"]}>{life.noPicture}</p>
            )}
          </div>
        </Card>
      </div>
      <SealHistory history={detail.history} />
      {seal.ownerKind === "department" && detail.certificatePem && (
        <>
          <SealRequests detail={detail} />
          <Users detail={detail} />
        </>
      )}
      <Card
        title={text.log}
        flush
        {...(shown.length < log.length && {
          footer: <Button onClick={() => setWhole(true)}>{text.wholeLog(log.length)}</Button>,
        })}
      >
        <DataTable
          caption={text.logCaption}
          rows={shown}
          rowKey={({ at, digest }) => at + digest}
          empty={<EmptyState icon="history" title={text.noLog} />}
          density="compact"
          columns={[
            {
              id: "at",
              header: text.logColumns.at,
              main: true,
              cell: ({ at }) => <Whole>{formats.dateTime(at)}</Whole>,
            },
            { id: "by", header: text.logColumns.by, cell: ({ by }) => <Whole>{by}</Whole> },
            { id: "purpose", header: text.logColumns.purpose, cell: ({ purpose }) => purposeWords(purpose) },
            {
              id: "subject",
              header: text.logColumns.subject,
              cell: ({ subject }) => <span className={shared["wrapAll"]}>{subject}</span>,
            },
            {
              id: "digest",
              header: text.logColumns.digest,
              cell: ({ digest }) => (
                <span className={styles["digest"]} title={digest}>
                  {digest.slice(0, 16)}…
                </span>
              ),
            },
          ]}
        />
      </Card>
    </>
  );
}

function Users({ detail }: { detail: SealDetail }) {
  const text = useText(sealText);
  const keeper = useRole("seal-keeper");
  const refresh = useRefresh();
  const words = useProblemWords();
  const change = useAct("setSealUser");
  const [asked, setAsked] = useState<SealDetail["users"][number]>();
  const { sealId, name } = detail.seal;
  const settle = async (): Promise<void> => {
    if (!asked) return;
    const { accountId, allowed } = asked;
    try {
      await change.mutateAsync({ params: { sealId }, body: { accountId, allowed: !allowed } });
      refresh.again("getSeal", "listSeals");
      showToast({ tone: "good", text: text.changed });
    } catch (error) {
      showToast({ tone: "bad", text: words(error).title });
    }
  };
  return (
    <Card title={text.users}>
      <p className={shared["muted"]}>{text.usersLead}</p>
      <DataTable
        caption={text.usersCaption}
        rows={detail.users}
        rowKey={({ accountId }) => accountId}
        columns={[
          { id: "name", header: text.person, main: true, cell: (user) => <strong>{user.name}</strong> },
          {
            id: "state",
            header: text.state,
            cell: ({ allowed }) =>
              allowed ? (
                <Badge tone="good" icon="check">
                  {text.allowed}
                </Badge>
              ) : (
                <Badge icon="minus">{text.notAllowed}</Badge>
              ),
          },
          ...(keeper
            ? [
                {
                  id: "act",
                  header: text.act,
                  cell: (user: SealDetail["users"][number]) => (
                    <Button
                      size="small"
                      aria-label={`${user.allowed ? text.forbid : text.allow} ${user.name}`}
                      onClick={() => setAsked(user)}
                    >
                      {user.allowed ? text.forbid : text.allow}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      <ConfirmDialog
        isOpen={asked !== undefined}
        onOpenChange={(open) => !open && setAsked(undefined)}
        title={(asked?.allowed ? text.forbidTitle : text.allowTitle)(asked?.name ?? "", name)}
        confirmLabel={asked?.allowed ? text.forbid : text.allow}
        danger={asked?.allowed ?? false}
        onConfirm={settle}
      >
        <p>{asked?.allowed ? text.forbidLead : text.allowLead}</p>
      </ConfirmDialog>
    </Card>
  );
}
