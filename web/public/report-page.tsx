import type { CheckReport } from "@liangzheng/contract";
import { type FormEvent, useEffect, useState } from "react";
import { createApi } from "../api/api.ts";
import { ApiProblem } from "../api/failure.ts";
import {
  Button,
  Card,
  DescriptionList,
  ErrorState,
  LoadingState,
  Page,
  TextField,
  useFormats,
  useLanguage,
  useNavigation,
  useText,
  Verdict,
} from "../ui/index.ts";
import styles from "./public.module.css";
import { publicText } from "./public-text.ts";
import { gradeSentence } from "./seal-words.ts";
import { looks } from "./verdict-looks.ts";

const api = createApi("public");
const form = /^HY\d{8}-[0-9A-HJKMNP-TV-Z]{12}$/;

type Answer =
  | { readonly at: "asking" }
  | { readonly at: "found"; readonly report: CheckReport }
  | { readonly at: "failed"; readonly error: unknown };

/** A report asked for by its number: what it said, so that a copy can be held against it. */
export function ReportPage() {
  const { reports: text } = useText(publicText);
  const { path, navigate } = useNavigation();
  const number = decodeURIComponent(path.split("/")[2] ?? "");
  const [typed, setTyped] = useState(number);
  const [fault, setFault] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wanted = typed.trim().toUpperCase();
    const fits = form.test(wanted);
    setFault(fits ? "" : text.badNumber);
    if (fits) navigate(`/reports/${wanted}`);
  };
  return (
    <Page title={text.title} lead={text.lead} width="reading" backHref="/seal-check">
      <div className={styles["section"]}>
        <Card>
          <form onSubmit={submit} noValidate className={styles["section"]}>
            <TextField
              label={text.number}
              hint={text.numberHint}
              name="number"
              look="number"
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
              {...(fault && { error: fault })}
            />
            <Button type="submit" variant="primary">
              {text.ask}
            </Button>
          </form>
        </Card>
        {form.test(number) && <Found key={number} number={number} />}
      </div>
    </Page>
  );
}

function Found({ number }: { number: string }) {
  const { reports: text } = useText(publicText);
  const [answer, setAnswer] = useState<Answer>({ at: "asking" });
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn asks again
  useEffect(() => {
    const controller = new AbortController();
    setAnswer({ at: "asking" });
    api.call("getCheckReport", { params: { number } }, { signal: controller.signal }).then(
      (report) => setAnswer({ at: "found", report }),
      (error: unknown) => {
        if (!controller.signal.aborted) setAnswer({ at: "failed", error });
      },
    );
    return () => controller.abort();
  }, [number, turn]);
  if (answer.at === "asking") return <LoadingState />;
  if (answer.at === "found") return <Kept report={answer.report} />;
  const absent = answer.error instanceof ApiProblem && answer.error.code === "not-found";
  return (
    <ErrorState
      title={absent ? text.absentTitle : text.failedTitle}
      error={{ title: text.failedTitle, status: 0, detail: absent ? text.absent : text.failed }}
      {...(!absent && { onRetry: () => setTurn(turn + 1) })}
    >
      <></>
    </ErrorState>
  );
}

function Kept({ report }: { report: CheckReport }) {
  const { reports: text, report: words } = useText(publicText);
  const language = useLanguage();
  const formats = useFormats();
  const { verdict, summary } = report;
  return (
    <>
      <Verdict
        kind={looks[verdict][0]}
        word={summary === "intact-untrusted" ? words.untrusted : words.words[verdict]}
      >
        <p>{gradeSentence(summary, language)}</p>
        <p>{text.saidAt(formats.dateTime(report.at))}</p>
      </Verdict>
      <Card title={text.facts}>
        <DescriptionList
          items={[
            { label: text.number, value: report.number, numeric: true },
            { label: words.checkedAt, value: formats.dateTime(report.at), numeric: true },
            { label: text.digest, value: report.digest, numeric: true },
            { label: text.reportDigest, value: report.reportDigest, numeric: true },
            { label: words.trust, value: words.trustList(report.trustSequence) },
            { label: text.keptUntil, value: formats.date(report.keptUntil), numeric: true },
          ]}
        />
        <p className={styles["muted"]}>{text.compare}</p>
      </Card>
    </>
  );
}
