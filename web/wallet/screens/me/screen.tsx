import { useSession } from "../../../api/index.ts";
import {
  Button,
  ButtonLink,
  Card,
  classNames,
  defineText,
  Icon,
  type IconName,
  LanguageSwitch,
  Link,
  ModeSwitch,
  Page,
  showToast,
  useText,
} from "../../../ui/index.ts";
import styles from "./me.module.css";
import { en } from "./text.en.ts";
import { zh } from "./text.zh-CN.ts";

const c = classNames(styles);
const screenText = defineText(zh, en);

const HELP = [
  ["phone", "phone", "tel:12345"],
  ["window", "building", undefined],
  ["paper", "print", undefined],
  ["privacy", "shield", undefined],
] as const satisfies readonly (readonly [keyof typeof zh, IconName, string | undefined])[];

export function MeScreen() {
  const text = useText(screenText);
  const { session, signOut, pending } = useSession();
  const acting = session?.actingFor;
  return (
    <Page title={text.title} width="reading">
      <Card>
        <div className={c("person")}>
          <span className={c("disc")}>
            <Icon name="person" size={30} />
          </span>
          <div className={c("names")}>
            <p className={c("name")}>{session?.name}</p>
            {acting ? (
              <>
                <p>{text.acting(acting.name)}</p>
                <Link href="/">{text.switchBack}</Link>
              </>
            ) : (
              <p className={c("quiet")}>{text.self}</p>
            )}
          </div>
        </div>
        {session?.mode === "demo" && <p className={c("quiet")}>{text.demo}</p>}
      </Card>
      <Card title={text.consent}>
        <p className={c("quiet")}>{text.consentLead}</p>
        <ButtonLink href="/authorisations" icon="shield">
          {text.consentOpen}
        </ButtonLink>
      </Card>
      <Card title={text.display}>
        <ModeSwitch />
        <p className={c("quiet")}>{text.displayLead}</p>
        <LanguageSwitch />
      </Card>
      <Card title={text.help}>
        <ul className={c("help")}>
          {HELP.map(([id, icon, href]) => (
            <li key={id} className={c("item")}>
              <Icon name={icon} size={24} />
              <div>
                <p className={c("itemTitle")}>
                  {href ? (
                    <a href={href} className={c("call")}>
                      {text[id].title}
                    </a>
                  ) : (
                    text[id].title
                  )}
                </p>
                <p className={c("quiet")}>{text[id].lead}</p>
              </div>
            </li>
          ))}
        </ul>
      </Card>
      <Button
        size="large"
        wide
        pending={pending}
        onClick={() => {
          signOut().catch(() => showToast({ text: text.signOutFailed, tone: "bad" }));
        }}
      >
        {text.signOut}
      </Button>
    </Page>
  );
}
