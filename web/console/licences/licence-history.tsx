import type { LicenceDetail } from "@liangzheng/contract";
import {
  Badge,
  Button,
  Card,
  classNames,
  DataTable,
  DescriptionList,
  Icon,
  StatusBadge,
  useFormats,
  useText,
} from "../../ui/index.ts";
import shared from "../console.module.css";
import { domainText, wordFor } from "../domain-words.ts";
import { useRole } from "../roles.ts";
import { Whole } from "../whole.tsx";
import type { FlagQuestion } from "./flag-dialog.tsx";
import { licenceText } from "./licence-words.ts";
import styles from "./licences.module.css";

const c = classNames({ ...shared, ...styles });

interface LicenceRecordsProps {
  readonly licence: LicenceDetail;
  readonly onRelease: (question: FlagQuestion) => void;
}

/** Every act on its status, the latest first. */
export function StatusHistory({ licence }: { licence: LicenceDetail }) {
  const { page: text } = useText(licenceText);
  const words = useText(domainText);
  const formats = useFormats();
  const newest = [...licence.statusActs].sort((a, b) => b.recordedAt.localeCompare(a.recordedAt));
  return (
    <Card title={text.history}>
      {newest.length === 0 ? (
        <p className={c("muted")}>{text.noHistory}</p>
      ) : (
        <ol className={c("timeline")}>
          {newest.map((act) => (
            <li key={act.recordedAt + act.act} className={c("moment")}>
              <div className={c("momentHead")}>
                <h3 className={c("momentTitle")}>{wordFor(words.acts, act.act)}</h3>
                <StatusBadge status={act.from} />
                <Icon name="arrow-right" size="1em" />
                <StatusBadge status={act.to} />
                <span className={c("when")}>{formats.date(act.effectiveOn)}</span>
              </div>
              <DescriptionList
                items={[
                  { label: text.reason, value: act.reason },
                  { label: text.basis, value: act.basis },
                  { label: text.decided, value: act.decidingOrgan },
                  { label: text.executed, value: act.executingOrgan },
                  { label: text.document, value: act.documentNumber },
                  { label: text.recorded, value: formats.dateTime(act.recordedAt) },
                ]}
              />
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

/** What else stands beside the licence: records, versions. Its file never changes. */
export function LicenceRecords({ licence, onRelease }: LicenceRecordsProps) {
  const { page: text, acts } = useText(licenceText);
  const words = useText(domainText);
  const formats = useFormats();
  const clerk = useRole("clerk");
  return (
    <>
      <Card title={text.flags} flush={licence.flags.length > 0}>
        {licence.flags.length === 0 ? (
          <p className={c("muted")}>{text.noFlags}</p>
        ) : (
          <DataTable
            caption={text.flagsCaption}
            rows={licence.flags}
            rowKey={({ kind, documentNumber }) => kind + documentNumber}
            columns={[
              {
                id: "kind",
                header: text.flagColumns.kind,
                main: true,
                cell: ({ kind }) => (
                  <Badge tone="warn" icon="flag">
                    {words.flags[kind]}
                  </Badge>
                ),
              },
              { id: "since", header: text.flagColumns.since, cell: ({ since }) => formats.dateTime(since) },
              { id: "source", header: text.flagColumns.source, cell: ({ source }) => source },
              {
                id: "document",
                header: text.flagColumns.document,
                cell: ({ documentNumber }) => documentNumber,
              },
              ...(clerk && licence.summary.origin !== "relayed"
                ? [
                    {
                      id: "act",
                      header: text.flagColumns.act,
                      cell: (flag: LicenceDetail["flags"][number]) => (
                        <Button
                          size="small"
                          aria-label={`${acts.release} ${words.flags[flag.kind]} ${flag.documentNumber}`}
                          onClick={() => onRelease({ set: false, flag })}
                        >
                          {acts.release}
                        </Button>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Card>
      <Card title={text.versions} flush>
        <DataTable
          caption={text.versionsCaption}
          rows={licence.versions}
          rowKey={({ version }) => version}
          columns={[
            {
              id: "version",
              header: text.versionColumns.version,
              main: true,
              cell: ({ version }) => <strong>{version}</strong>,
            },
            {
              id: "issued",
              header: text.versionColumns.issued,
              cell: ({ issuedOn }) => <Whole>{formats.date(issuedOn)}</Whole>,
            },
            {
              id: "state",
              header: text.versionColumns.state,
              cell: ({ state }) =>
                state === "current" ? (
                  <Whole>
                    <Badge tone="good" icon="check">
                      {text.current}
                    </Badge>
                  </Whole>
                ) : (
                  <Whole>
                    <Badge>{text.superseded}</Badge>
                  </Whole>
                ),
            },
            {
              id: "identifier",
              header: text.versionColumns.identifier,
              cell: ({ identifier }) => <span className={c("wrapAll")}>{identifier || "—"}</span>,
            },
          ]}
        />
      </Card>
    </>
  );
}
