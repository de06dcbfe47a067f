import type { SealingTask } from "@liangzheng/contract";
import { DescriptionList, useFormats, useLanguage, useText } from "../../ui/index.ts";
import { Whole } from "../whole.tsx";
import { sealingText } from "./sealing-words.ts";
import { TaskStateBadge } from "./task-state.tsx";

type Party = SealingTask["parties"][number];

/** Who has sealed, who has yet to, and by when: the issuer first, where it is told. */
export function Progress({
  parties,
  issuer,
}: {
  readonly parties: readonly Party[];
  readonly issuer?: SealingTask["issuer"];
}) {
  const text = useText(sealingText);
  const language = useLanguage();
  const formats = useFormats();
  const first = issuer && {
    label: text.issuerRole,
    value: (
      <>
        {issuer.organName} <TaskStateBadge state="sealed" />{" "}
        <Whole>{formats.dateTime(issuer.sealedAt)}</Whole>
      </>
    ),
  };
  const one = ({ role, roleEn, organName, state, dueAt, decidedAt, reason }: Party) => ({
    label: language === "en" ? roleEn : role,
    value: (
      <>
        {organName} <TaskStateBadge state={state} />{" "}
        {decidedAt !== null && <Whole>{formats.dateTime(decidedAt)}</Whole>}
        {decidedAt === null && dueAt !== null && (state === "open" || state === "overdue") && (
          <Whole>{text.due(formats.dateTime(dueAt))}</Whole>
        )}
        {reason !== null && (
          <>
            <br />
            {text.reason}
            {language === "en" ? ": " : "："}
            {reason}
          </>
        )}
      </>
    ),
  });
  return <DescriptionList items={[...(first ? [first] : []), ...parties.map(one)]} />;
}
