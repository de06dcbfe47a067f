import { ButtonLink } from "./button.tsx";
import { Page } from "./layout.tsx";
import { EmptyState } from "./states.tsx";
import { useText } from "./text.ts";
import { uiText } from "./ui-text.ts";

/** The address leads nowhere. */
export function MissingScreen() {
  const text = useText(uiText).missing;
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
