import type { Notice } from "@liangzheng/contract";
import { useId } from "react";
import { codeText, outcomeOf, wordFor } from "../../../api/index.ts";
import {
  ButtonLink,
  classNames,
  DescriptionList,
  Icon,
  type IconName,
  Row,
  useFormats,
  useLanguage,
  useText,
  VisuallyHidden,
} from "../../../ui/index.ts";
import styles from "./notices.module.css";
import { noticesText } from "./notices-text.ts";

const c = classNames(styles);

const ICONS: Readonly<Record<string, IconName>> = {
  "licence-issued": "seal",
  "licence-status-changed": "warning",
  "licence-used": "eye",
  "disclosure-asked": "question",
  "use-asked": "question",
  "use-answered": "check",
  "authorisation-withdrawn": "shield",
  "seal-changed": "seal",
  "joint-sealing": "seal",
};

interface Props {
  readonly notice: Notice;
  readonly unread: boolean;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

export function NoticeItem({ notice, unread, isOpen, onToggle }: Props) {
  const text = useText(noticesText);
  const { dateTime } = useFormats();
  const bodyId = useId();
  const { title, lead } = useNoticeWords(notice);
  return (
    <li className={c("notice", unread && "unread")}>
      <h2 className={c("heading")}>
        <button
          type="button"
          className={c("opener")}
          aria-expanded={isOpen}
          aria-controls={bodyId}
          onClick={onToggle}
        >
          <span className={c("disc")}>
            <Icon name={ICONS[notice.kind] ?? "bell"} size={22} />
          </span>
          <span className={c("words")}>
            <span className={c("title")}>{title}</span>
            <time className={c("time")} dateTime={notice.at}>
              {dateTime(notice.at)}
            </time>
          </span>
          {unread && (
            <span className={c("dot")}>
              <VisuallyHidden>{text.isUnread}</VisuallyHidden>
            </span>
          )}
          <Icon name={isOpen ? "chevron-up" : "chevron-down"} />
        </button>
      </h2>
      <div id={bodyId} className={c("body")} hidden={!isOpen}>
        {lead && <p>{lead}</p>}
        <Facts notice={notice} />
        {notice.facts["side"] === "holder" && notice.facts["requestId"] && (
          <Row fill>
            <ButtonLink href={`/authorisations/${notice.facts["requestId"]}`}>{text.openRequest}</ButtonLink>
          </Row>
        )}
        {notice.licenceKey && (
          <Row fill>
            <ButtonLink href={`/licences/${notice.licenceKey}`}>{text.open}</ButtonLink>
            {notice.kind === "licence-used" && (
              <ButtonLink href={`/uses?licence=${notice.licenceKey}`}>{text.uses}</ButtonLink>
            )}
          </Row>
        )}
      </div>
    </li>
  );
}

function useNoticeWords({ kind, facts }: Notice): { readonly title: string; readonly lead: string } {
  const text = useText(noticesText);
  const { statuses } = useText(codeText);
  const language = useLanguage();
  const type = (language === "en" && facts["typeNameEn"]) || facts["typeName"] || text.someLicence;
  switch (kind) {
    case "licence-issued":
      return { title: text.issued.title(type), lead: text.issued.lead(facts["issuer"] ?? text.someUnit) };
    case "licence-status-changed":
      return {
        title: text.changed.title(type, wordFor(statuses, facts["status"] ?? "")),
        lead: text.changed.lead,
      };
    case "licence-used":
      return { title: text.used.title(type), lead: text.used.lead };
    case "disclosure-asked":
      return { title: text.asked.title(type), lead: text.asked.lead };
    case "use-asked":
      return { title: text.useAsked.title(facts["unit"] ?? text.someUnit, type), lead: text.useAsked.lead };
    case "authorisation-withdrawn":
      return { title: text.withdrawn.title(facts["unit"] ?? text.someUnit, type), lead: text.withdrawn.lead };
    case "seal-changed":
      return { title: text.seal.title(facts["seal"] ?? ""), lead: text.seal.lead };
    case "joint-sealing":
      return { title: text.sealing.title(type, facts["change"] ?? ""), lead: text.sealing.lead };
    default:
      return { title: text.other, lead: "" };
  }
}

const SHOWN = [
  "unit",
  "officer",
  "item",
  "businessNumber",
  "purpose",
  "outcome",
  "act",
  "status",
  "reason",
] as const;

/** The facts of the event, each in words; the person's own data are never among them. */
function Facts({ notice: { facts } }: { notice: Notice }) {
  const text = useText(noticesText);
  const codes = useText(codeText);
  const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    purpose: codes.purposes,
    outcome: codes.outcomes,
    act: codes.acts,
    status: codes.statuses,
  };
  const items = SHOWN.flatMap((name) => {
    const value = facts[name];
    // A verification that gave no answer was refused for its code, so `expired` is the code's here.
    const code = name === "outcome" && value ? (outcomeOf(value, []) ?? value) : value;
    return code ? [{ label: text.facts[name], value: wordFor(words[name] ?? {}, code) }] : [];
  });
  return items.length > 0 ? <DescriptionList items={items} /> : null;
}
