import type { LicenceDetail } from "@liangzheng/contract";
import { ApiErrorState, codeText, typeNameOf, useOperation } from "../../../api/index.ts";
import {
  ButtonLink,
  Card,
  classNames,
  Icon,
  LicenceCard,
  Link,
  LoadingState,
  licenceBand,
  maskNumber,
  Notice,
  Page,
  Row,
  useLanguage,
  useText,
} from "../../../ui/index.ts";
import { FaceFields } from "./face-fields.tsx";
import styles from "./licence.module.css";
import { Facts, Flags, Holders, StatusActs, Versions } from "./licence-cards.tsx";
import { licenceText } from "./licence-text.ts";
import { PageCard } from "./page-card.tsx";

const c = classNames(styles);

/** One licence with everything its holder may know of it. */
export function LicenceScreen({ licenceKey }: { licenceKey: string }) {
  const text = useText(licenceText);
  const language = useLanguage();
  const licence = useOperation("getMyLicence", { params: { licenceKey } });
  const title = licence.data ? typeNameOf(licence.data.summary, language) : text.title;
  return (
    <Page title={title} backHref="/">
      {licence.data ? (
        <Detail detail={licence.data} />
      ) : licence.isError ? (
        <ApiErrorState
          error={licence.error}
          onRetry={() => {
            void licence.refetch();
          }}
        />
      ) : (
        <LoadingState cards={3} />
      )}
    </Page>
  );
}

function Detail({ detail }: { detail: LicenceDetail }) {
  const text = useText(licenceText);
  const { summary, showable, hasFile } = detail;
  return (
    <div className={c("columns")}>
      <div className={c("column")}>
        <Face detail={detail} />
        {summary.status !== "valid" && <StatusNotice detail={detail} />}
        {summary.status === "valid" && !showable && <Notice tone="warn">{text.notHolder}</Notice>}
        {summary.origin === "relayed" && <Notice title={text.relayed.title}>{text.relayed.lead}</Notice>}
        <Flags detail={detail} />
        <StatusActs detail={detail} />
        <FaceFields fields={detail.fields} />
        <Holders detail={detail} />
      </div>
      <div className={c("column")}>
        {hasFile && <PageCard summary={summary} />}
        {hasFile && <CopiesCard detail={detail} />}
        <Facts detail={detail} />
        <Versions detail={detail} />
        <UsesLink licenceKey={summary.licenceKey} />
        <Card tone="sunk" title={text.wrong}>
          <p>{text.wrongLead}</p>
        </Card>
      </div>
    </div>
  );
}

function Face({ detail: { summary, showable } }: { detail: LicenceDetail }) {
  const text = useText(licenceText);
  const language = useLanguage();
  return (
    <LicenceCard
      name={typeNameOf(summary, language)}
      holderName={summary.holderName}
      number={maskNumber(summary.number)}
      issuer={summary.issuerName}
      status={summary.status}
      expires={summary.validTo}
      now={new Date()}
      band={licenceBand(summary.typeKey)}
      action={
        showable && (
          <ButtonLink href={`/licences/${summary.licenceKey}/show`} variant="primary" size="large" icon="qr">
            {text.show}
          </ButtonLink>
        )
      }
    />
  );
}

/** What it means and what can lawfully be done. */
function StatusNotice({ detail: { summary } }: { detail: LicenceDetail }) {
  const text = useText(licenceText);
  const { statuses } = useText(codeText);
  const { status, statusReason } = summary;
  if (status === "valid") return null;
  const mild = status === "pending" || status === "expired" || status === "suspended";
  return (
    <Notice tone={mild ? "warn" : "bad"} title={text.statusTitle(statuses[status])}>
      {statusReason && <p>{statusReason}</p>}
      <p>{text.next[status]}</p>
    </Notice>
  );
}

/** A copy for somebody else, where the licence may be shown; what was made before is listed in any case. */
function CopiesCard({ detail: { summary, showable } }: { detail: LicenceDetail }) {
  const text = useText(licenceText);
  return (
    <Card
      title={text.copies}
      footer={
        <Row fill>
          {showable && (
            <ButtonLink href={`/licences/${summary.licenceKey}/copy`} icon="copy">
              {text.makeCopy}
            </ButtonLink>
          )}
          <ButtonLink href={`/copies?licence=${summary.licenceKey}`} icon="list">
            {text.myCopies}
          </ButtonLink>
        </Row>
      }
    >
      <p>{showable ? text.copiesLead : text.noCopies}</p>
    </Card>
  );
}

function UsesLink({ licenceKey }: { licenceKey: string }) {
  const text = useText(licenceText);
  return (
    <Link href={`/uses?licence=${licenceKey}`} look="plain" className={c("uses")}>
      <Icon name="history" size={24} />
      <span className={c("usesWords")}>
        <span className={c("usesTitle")}>{text.uses}</span>
        <span className={c("usesLead")}>{text.usesLead}</span>
      </span>
      <Icon name="chevron-right" />
    </Link>
  );
}
