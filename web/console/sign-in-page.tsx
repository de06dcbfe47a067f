import { useApi } from "../api/index.ts";
import { ButtonLink, Card, Notice, Page, useNavigation, useText } from "../ui/index.ts";
import styles from "./console.module.css";
import { shellText } from "./shell-words.ts";

export function SignInPage({ demo, failed }: { demo: boolean; failed: boolean }) {
  const { signIn: text, demo: demoWords } = useText(shellText);
  const api = useApi();
  const { path } = useNavigation();
  // Where the visitor wanted to go, but never with the note of a failed attempt.
  const back = failed ? path : path + location.search;
  return (
    <Page title={text.title} lead={text.lead} width="reading">
      {failed && (
        <Notice tone="bad">
          <p>{text.failed}</p>
        </Notice>
      )}
      <Card>
        <ButtonLink
          href={location.origin + api.signInUrl(back)}
          variant="primary"
          size="large"
          icon="key"
          wide
        >
          {text.button}
        </ButtonLink>
        <ul className={styles["bullets"]}>
          {text.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      </Card>
      {demo && (
        <Notice>
          <p>{demoWords}</p>
        </Notice>
      )}
    </Page>
  );
}
