import type { Session } from "@liangzheng/contract";
import { useApi } from "../../../api/index.ts";
import {
  ButtonLink,
  classNames,
  defineText,
  Guilloche,
  Icon,
  type IconName,
  LanguageSwitch,
  ModeSwitch,
  Notice,
  useNavigation,
  usePageTitle,
  useText,
} from "../../../ui/index.ts";
import styles from "./sign-in.module.css";
import { en } from "./text.en.ts";
import { zh } from "./text.zh-CN.ts";

const c = classNames(styles);
const screenText = defineText(zh, en);

const POINTS = [
  ["show", "qr"],
  ["consent", "shield"],
  ["trace", "history"],
] as const satisfies readonly (readonly [keyof typeof zh.points, IconName])[];

/** What this is, the way in, and the ways that need no phone. */
export function SignInScreen({ mode }: { mode: Session["mode"] }) {
  const text = useText(screenText);
  const { path } = useNavigation();
  const { signInUrl } = useApi();
  usePageTitle(text.app);
  const came = new URLSearchParams(location.search).get("sign-in");
  const trouble = came === "failed" || came === "expired" ? text[came] : undefined;
  return (
    <div className={c("page")}>
      <header className={c("hero")}>
        <Guilloche className={c("waves")} />
        <div className={c("words")}>
          <p className={c("app")}>{text.app}</p>
          <h1 className={c("title")}>{text.title}</h1>
          <p className={c("lead")}>{text.lead}</p>
        </div>
      </header>
      <main className={c("main")}>
        <div className={c("enter")}>
          {trouble && (
            <div role="alert">
              <Notice tone="warn" title={trouble.title}>
                {trouble.lead}
              </Notice>
            </div>
          )}
          <ButtonLink
            href={signInUrl(path)}
            target="_self"
            variant="primary"
            size="large"
            wide
            iconAfter="arrow-right"
          >
            {mode === "demo" ? text.demo : text.signIn}
          </ButtonLink>
          {mode === "demo" && <p className={c("note")}>{text.demoNote}</p>}
        </div>
        <ul className={c("points")}>
          {POINTS.map(([id, icon]) => (
            <li key={id} className={c("point")}>
              <span className={c("disc")}>
                <Icon name={icon} size={24} />
              </span>
              <div>
                <h2 className={c("pointTitle")}>{text.points[id].title}</h2>
                <p className={c("pointLead")}>{text.points[id].lead}</p>
              </div>
            </li>
          ))}
        </ul>
        <section className={c("other")} aria-labelledby="other-ways">
          <h2 className={c("otherTitle")} id="other-ways">
            {text.other}
          </h2>
          <p>{text.window}</p>
          <p>{text.paper}</p>
          <p>
            <a className={c("phone")} href="tel:12345">
              <Icon name="phone" />
              {text.phone}
            </a>
          </p>
        </section>
        <footer className={c("preferences")}>
          <ModeSwitch />
          <LanguageSwitch />
        </footer>
      </main>
    </div>
  );
}
