import { codeText, useSession } from "../../../api/index.ts";
import {
  Button,
  Card,
  classNames,
  DescriptionList,
  defineText,
  Icon,
  LanguageSwitch,
  ModeSwitch,
  Page,
  showToast,
  useFormats,
  useText,
} from "../../../ui/index.ts";
import { setStop, useStop } from "../../stop.ts";
import styles from "./me.module.css";
import { en } from "./text.en.ts";
import { zh } from "./text.zh-CN.ts";

const c = classNames(styles);
const screenText = defineText(zh, en);

/** The officer's own card, to be held out, and the settings. */
export function MeScreen() {
  const text = useText(screenText);
  const { session, signOut, pending } = useSession();
  const { date } = useFormats();
  const leave = async (): Promise<void> => {
    await signOut();
    setStop(undefined);
  };
  return (
    <Page title={text.title} width="reading">
      <article className={c("card")}>
        <span className={c("disc")}>
          <Icon name="person" size={44} />
        </span>
        <h2 className={c("name")}>{session?.name}</h2>
        <div className={c("facts")}>
          <DescriptionList
            layout="sides"
            items={[
              { label: text.unit, value: session?.organ?.name ?? text.none },
              { label: text.cardNumber, value: session?.cardNumber ?? text.none, numeric: true },
            ]}
          />
        </div>
        <p className={c("today")}>{text.today(date(Date.now()))}</p>
      </article>
      <StopCard />
      <Card title={text.display}>
        <ModeSwitch />
        <p className={c("quiet")}>{text.displayLead}</p>
        <LanguageSwitch />
      </Card>
      <Button
        size="large"
        wide
        pending={pending}
        onClick={() => {
          leave().catch(() => showToast({ text: text.signOutFailed, tone: "bad" }));
        }}
      >
        {text.signOut}
      </Button>
      <p className={c("quiet")}>{text.lost}</p>
      {session?.mode === "demo" && <p className={c("quiet")}>{text.demo}</p>}
    </Page>
  );
}

function StopCard() {
  const text = useText(screenText);
  const { purposes } = useText(codeText);
  const stop = useStop();
  return (
    <Card title={text.stop}>
      <p>{stop ? [purposes[stop.purpose], stop.place].filter(Boolean).join(" · ") : text.noStop}</p>
      {stop && <Button onClick={() => setStop(undefined)}>{text.endStop}</Button>}
    </Card>
  );
}
