import type { ShowCodeState } from "@liangzheng/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { fieldLabelOf, operationKey, problemCode, useAct } from "../../../api/index.ts";
import { Button, classNames, Icon, Notice, Sheet, useLanguage, useText } from "../../../ui/index.ts";
import styles from "./show.module.css";
import { showText } from "./show-text.ts";

const c = classNames(styles);

type Verifier = NonNullable<ShowCodeState["verifier"]>;

/** The holder's tap. It names who asks and every field, and says no as easily as yes. */
export function Disclosure({
  state,
  verifier,
  showCodeId,
}: {
  state: ShowCodeState;
  verifier: Verifier;
  showCodeId: string;
}) {
  const text = useText(showText).ask;
  const client = useQueryClient();
  const decide = useAct("decideDisclosure");
  const [open, setOpen] = useState(true);
  const { disclosure } = state;
  if (disclosure.state === "none") return null;
  if (disclosure.state === "granted")
    return <Notice tone="good">{text.granted(disclosure.fields.length)}</Notice>;
  if (disclosure.state === "refused") return <Notice>{text.refused}</Notice>;
  if (problemCode(decide.error) === "state-conflict") return <Notice tone="warn">{text.late}</Notice>;

  const answer = (grant: boolean): void =>
    decide.mutate(
      { params: { showCodeId }, body: { grant } },
      {
        onSuccess: (now) => client.setQueryData(operationKey("getShowCode", { params: { showCodeId } }), now),
      },
    );
  const pendingAs = (grant: boolean): boolean => decide.isPending && decide.variables?.body.grant === grant;
  return (
    <>
      <Button variant="primary" size="large" wide onClick={() => setOpen(true)}>
        {text.open}
      </Button>
      <Sheet
        urgent
        isOpen={open}
        onOpenChange={setOpen}
        title={text.title}
        footer={
          <div className={c("decision")}>
            <Button
              size="large"
              pending={pendingAs(false)}
              disabled={pendingAs(true)}
              onClick={() => answer(false)}
            >
              {text.refuse}
            </Button>
            <Button
              variant="primary"
              size="large"
              pending={pendingAs(true)}
              disabled={pendingAs(false)}
              onClick={() => answer(true)}
            >
              {text.grant}
            </Button>
          </div>
        }
      >
        <div className={c("asker")}>
          <span className={c("askerDisc")}>
            <Icon name="shield" size={26} />
          </span>
          <div>
            <p className={c("askerUnit")}>{verifier.unit}</p>
            <p className={c("quiet")}>
              {verifier.officer} · {verifier.cardNumber}
            </p>
          </div>
        </div>
        <AskedFields fields={disclosure.fields} />
        {decide.isError && <Notice tone="bad">{text.failed}</Notice>}
        <p className={c("quiet")}>{text.note}</p>
      </Sheet>
    </>
  );
}

function AskedFields({ fields }: { fields: ShowCodeState["disclosure"]["fields"] }) {
  const text = useText(showText).ask;
  const language = useLanguage();
  return (
    <section aria-label={text.fields}>
      <h3 className={c("askedTitle")}>{text.fields}</h3>
      <ul className={c("asked")}>
        {fields.map((field) => (
          <li key={field.id} className={c("askedField")}>
            <Icon name="eye" />
            {fieldLabelOf(field, language)}
          </li>
        ))}
      </ul>
    </section>
  );
}
