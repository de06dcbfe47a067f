import type { Session } from "@liangzheng/contract";
import { useApi } from "../../../api/index.ts";
import {
  ButtonLink,
  classNames,
  defineText,
  LanguageSwitch,
  ModeSwitch,
  Notice,
  useNavigation,
  usePageTitle,
  useText,
  VerdictSign,
} from "../../../ui/index.ts";
import styles from "./sign-in.module.css";
import { en } from "./text.en.ts";
import { zh } from "./text.zh-CN.ts";

const c = classNames(styles);
const screenText = defineText(zh, en);

export function SignInScreen({ mode }: { mode: Session["mode"] }) {
  const text = useText(screenText);
  const { path } = useNavigation();
  const { signInUrl } = useApi();
  usePageTitle(text.app);
  const came = new URLSearchParams(location.search).get("sign-in");
  const trouble = came === "failed" || came === "expired" ? text[came] : undefined;
  const demo = mode === "demo";
  return (
    <div className={c("page")}>
      <header className={c("hero")}>
        <div className={c("signs")}>
          <VerdictSign kind="valid" size={52} />
          <VerdictSign kind="suspended" size={36} />
          <VerdictSign kind="expired" size={36} />
          <VerdictSign kind="invalid" size={36} />
        </div>
        <p className={c("app")}>{text.app}</p>
        <h1 className={c("title")}>{text.title}</h1>
        <p className={c("lead")}>{text.lead}</p>
      </header>
      <main className={c("main")}>
        {trouble && (
          <div role="alert">
            <Notice tone="warn" title={trouble.title}>
              {trouble.lead}
            </Notice>
          </div>
        )}
        <div className={c("enter")}>
          <ButtonLink
            href={signInUrl(path)}
            target="_self"
            variant="primary"
            size="large"
            wide
            iconAfter="arrow-right"
          >
            {demo ? text.demo : text.signIn}
          </ButtonLink>
          {demo && <p className={c("note")}>{text.demoNote}</p>}
        </div>
        <section aria-labelledby="rules" className={c("rules")}>
          <h2 id="rules" className={c("rulesTitle")}>
            {text.rules}
          </h2>
          <ol className={c("list")}>
            {text.points.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ol>
          <p className={c("note")}>{text.fallback}</p>
        </section>
        <footer className={c("preferences")}>
          <ModeSwitch />
          <LanguageSwitch />
        </footer>
      </main>
    </div>
  );
}
