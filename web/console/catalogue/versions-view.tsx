import type { JointSealing, TypeDefinition, TypeDetail } from "@liangzheng/contract";
import type { ReactNode } from "react";
import { Badge, Card, DescriptionList, useFormats, useLanguage, useText } from "../../ui/index.ts";
import styles from "../console.module.css";
import { domainText, wordFor } from "../domain-words.ts";
import { fieldLabel } from "../fault-words.ts";
import { catalogueText } from "./catalogue-words.ts";
import { type Change, compareDefinitions, isSame } from "./compare-definitions.ts";
import { termsOf } from "./definition-view.tsx";
import { useJointSaid } from "./joint-sealing/joint-sealing-view.tsx";
import { sortedVersions } from "./versions.ts";

/** Every version with who stood behind it, and what it changed. */
export function VersionsView({ type }: { type: TypeDetail }) {
  const { type: text } = useText(catalogueText);
  const words = useText(domainText);
  const formats = useFormats();
  const versions = sortedVersions(type);
  return (
    <div className={styles["section"]}>
      {versions.map((version, at) => {
        const older = versions[at + 1];
        return (
          <Card
            key={version.version}
            title={text.version(version.version, words.typeStates[version.state])}
            aside={
              version.publishedAt && (
                <span className={styles["small"]}>{formats.dateTime(version.publishedAt)}</span>
              )
            }
          >
            {(version.proposedBy || version.publishedBy) && (
              <DescriptionList
                items={[
                  ...(version.proposedBy ? [{ label: text.proposedBy, value: version.proposedBy }] : []),
                  ...(version.publishedBy ? [{ label: text.publishedBy, value: version.publishedBy }] : []),
                ]}
              />
            )}
            {older ? (
              <Differences older={older} newer={version} />
            ) : (
              <p className={styles["muted"]}>{text.first}</p>
            )}
          </Card>
        );
      })}
    </div>
  );
}

type Version = TypeDetail["versions"][number];

function Differences({ older, newer }: { older: Version; newer: Version }) {
  const { type: text } = useText(catalogueText);
  const language = useLanguage();
  const found = compareDefinitions(older.definition, newer.definition);
  if (isSame(found)) return <p className={styles["muted"]}>{text.same}</p>;
  const named = (fields: typeof found.added): ReactNode =>
    fields.map((field) => (
      <li key={field.id}>
        {fieldLabel(field, language)} <code>{field.id}</code>
      </li>
    ));
  return (
    <div className={styles["section"]}>
      <h3>{text.compare(older.version, newer.version)}</h3>
      {found.added.length > 0 && (
        <div>
          <Badge tone="good" icon="plus">
            {text.added}
          </Badge>
          <ul className={styles["bullets"]}>{named(found.added)}</ul>
        </div>
      )}
      {found.removed.length > 0 && (
        <div>
          <Badge tone="bad" icon="minus">
            {text.removed}
          </Badge>
          <ul className={styles["bullets"]}>{named(found.removed)}</ul>
        </div>
      )}
      {found.changed.length > 0 && (
        <div>
          <Badge tone="info" icon="edit">
            {text.changed}
          </Badge>
          <ul className={styles["bullets"]}>
            {found.changed.map(({ field, changes }) => (
              <li key={field.id}>
                {fieldLabel(field, language)} <code>{field.id}</code>
                <Changes changes={changes} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {found.moved && (
        <p>
          <Badge icon="sort-none">{text.moved}</Badge>
        </p>
      )}
      {found.rules.length > 0 && (
        <div>
          <Badge tone="info" icon="settings">
            {text.rulesChanged}
          </Badge>
          <Changes changes={found.rules} />
        </div>
      )}
    </div>
  );
}

function Changes({ changes }: { changes: readonly Change[] }) {
  const { type: text, editor } = useText(catalogueText);
  const words = useText(domainText);
  const { yes, no, none } = words;
  const language = useLanguage();
  const jointSaid = useJointSaid();
  const { fieldLabel: label, fieldLabelEn: labelEn, fieldKind: kind } = editor;
  const names: Readonly<Record<string, string>> = {
    ...stringsOf(editor),
    ...text.names,
    label,
    labelEn,
    kind,
  };
  const said = (name: string, value: unknown): string =>
    value === undefined || value === null
      ? none
      : name === "jointSealing"
        ? jointSaid(value as JointSealing)
        : name === "validity"
          ? termsOf(value as TypeDefinition["validity"], words, language)
          : value === true
            ? yes
            : value === false
              ? no
              : typeof value === "object"
                ? JSON.stringify(value)
                : String(value);
  return (
    <ul className={styles["bullets"]}>
      {changes.map(({ name, before, after }) => (
        <li key={name}>
          {/* A whole page says nothing in words: both can be looked at. */}
          {name === "template"
            ? text.redesigned
            : `${wordFor(names, name)} ${text.was(said(name, before), said(name, after))}`}
        </li>
      ))}
    </ul>
  );
}

const stringsOf = (words: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(words).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
