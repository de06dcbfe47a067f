import type { Verification } from "@liangzheng/contract";
import { ApiErrorState, useOperation } from "../../../api/index.ts";
import {
  ButtonLink,
  classNames,
  LoadingState,
  Notice,
  useFormats,
  useKeyboardScanner,
  usePageTitle,
  useText,
  Verdict,
  VisuallyHidden,
} from "../../../ui/index.ts";
import { useStop } from "../../stop.ts";
import { useRedeem } from "../../use-redeem.ts";
import { type Sentence, sentenceOf, verdictText } from "../../verdict-words.ts";
import { CheckCard } from "./check-card.tsx";
import { HolderCard } from "./holder-card.tsx";
import { ShownFields } from "./shown-fields.tsx";
import styles from "./verdict.module.css";

const c = classNames(styles);
const LOOK_MS = 1500;
/** GB/T 36906 practice: 4 insufficient data, 5 not found. */
const INSUFFICIENT = 4;
const NOT_FOUND = 5;

/** The answer first, then the person, then every check. The next code can be scanned from here. */
export function VerdictScreen({ verificationId }: { verificationId: string }) {
  const text = useText(verdictText);
  const stop = useStop();
  const redeem = useRedeem();
  useKeyboardScanner(redeem.check, stop !== undefined);
  usePageTitle(text.title);
  const verification = useOperation(
    "getVerification",
    { params: { verificationId } },
    {
      staleTime: 60_000,
      every: (last) => (last?.disclosure.state === "asked" && last.licence !== null ? LOOK_MS : false),
    },
  );
  return (
    <div className={c("screen")}>
      <main className={c("main")}>
        <VisuallyHidden>
          <h1>{text.title}</h1>
        </VisuallyHidden>
        {verification.data ? (
          <Report verification={verification.data} />
        ) : verification.isError ? (
          <ApiErrorState
            error={verification.error}
            onRetry={() => {
              void verification.refetch();
            }}
          />
        ) : (
          <LoadingState cards={2} />
        )}
      </main>
      <nav className={c("bar")} aria-label={text.title}>
        <ButtonLink href="/verifications" size="large">
          {text.toList}
        </ButtonLink>
        <ButtonLink href="/" variant="primary" size="large" icon="scan">
          {text.again}
        </ButtonLink>
      </nav>
    </div>
  );
}

function Report({ verification }: { verification: Verification }) {
  const text = useText(verdictText);
  const { licence, outcome } = verification;
  const sentence = sentenceOf(verification, licence?.status);
  const hasPhoto = verification.fields.some((field) => field.kind === "photo");
  const next = sentence.word === "valid" && licence && !hasPhoto ? "valid-no-photo" : sentence.word;
  return (
    <>
      <div className={c("top")}>
        <Top verification={verification} sentence={sentence} />
      </div>
      <div className={c("body")}>
        {licence && (
          <HolderCard
            licence={licence}
            fields={verification.fields}
            trusted={verification.answer !== INSUFFICIENT}
          />
        )}
        <Notice tone={sentence.word === "valid" ? "info" : "warn"} title={text.next.title}>
          {text.next[next]}
        </Notice>
        {outcome === "answered" && verification.answer < NOT_FOUND && !licence && (
          <Notice>{text.over}</Notice>
        )}
        {licence && <ShownFields verification={verification} />}
        <CheckCard checks={verification.checks} hasPhoto={hasPhoto} />
        <p className={c("told")}>{outcome === "unknown" ? text.recorded : text.told}</p>
      </div>
    </>
  );
}

function Top({ verification, sentence: { kind, word } }: { verification: Verification; sentence: Sentence }) {
  const text = useText(verdictText);
  const { time } = useFormats();
  return (
    <Verdict kind={kind} word={text.words[word]} size="page">
      <p>{text.details[word]}</p>
      <p>{text.at(time(verification.at))}</p>
    </Verdict>
  );
}
