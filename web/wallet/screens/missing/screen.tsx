import { ButtonLink, defineText, EmptyState, Page, useText } from "../../../ui/index.ts";
import { en } from "./text.en.ts";
import { zh } from "./text.zh-CN.ts";

const screenText = defineText(zh, en);

export function MissingScreen() {
  const text = useText(screenText);
  return (
    <Page title={text.title}>
      <EmptyState
        icon="search"
        title={text.lead}
        action={
          <ButtonLink href="/" variant="primary">
            {text.home}
          </ButtonLink>
        }
      />
    </Page>
  );
}
