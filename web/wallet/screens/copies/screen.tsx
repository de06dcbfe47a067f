import { PagedItems, usePages } from "../../../api/index.ts";
import { classNames, EmptyState, Link, Page, useText } from "../../../ui/index.ts";
import styles from "./copies.module.css";
import { copiesText } from "./copies-text.ts";
import { CopyCard } from "./copy-card.tsx";

const c = classNames(styles);

/** The holder's annotated copies, newest first; the licence they are of stands in the address. */
export function CopiesScreen({ licenceKey }: { licenceKey: string | undefined }) {
  const text = useText(copiesText);
  return (
    <Page
      title={text.list}
      lead={text.listLead}
      width="reading"
      backHref={licenceKey === undefined ? "/" : `/licences/${licenceKey}`}
    >
      {licenceKey !== undefined && (
        <p>
          {text.ofLicence} · <Link href="/copies">{text.showAll}</Link>
        </p>
      )}
      <CopyList licenceKey={licenceKey} />
    </Page>
  );
}

function CopyList({ licenceKey }: { licenceKey: string | undefined }) {
  const text = useText(copiesText);
  return (
    <PagedItems
      pages={usePages("listMyCopies", { licenceKey })}
      waiting={{ cards: 2 }}
      more={text.more}
      empty={
        <EmptyState icon="copy" title={text.empty}>
          <p>{text.emptyLead}</p>
        </EmptyState>
      }
    >
      {(items) => (
        <ul className={c("list")}>
          {items.map((copy) => (
            <li key={copy.copyId}>
              <CopyCard copy={copy} />
            </li>
          ))}
        </ul>
      )}
    </PagedItems>
  );
}
