import type { LicenceSummary } from "@liangzheng/contract";
import { useState } from "react";
import { ApiErrorState, typeNameOf, useOperation } from "../../../api/index.ts";
import {
  classNames,
  IconButton,
  LoadingState,
  useLanguage,
  useNavigation,
  usePageTitle,
  useText,
} from "../../../ui/index.ts";
import { CodeCard } from "./code-card.tsx";
import styles from "./show.module.css";
import { showText } from "./show-text.ts";
import { TypedCode } from "./typed-code.tsx";
import { useShowCode } from "./use-show-code.ts";
import { useWakeLock } from "./use-wake-lock.ts";
import { VerifiedCard } from "./verified-card.tsx";

const c = classNames(styles);

/** 亮证: the whole screen for one code. */
export function ShowScreen({ licenceKey }: { licenceKey: string }) {
  const text = useText(showText);
  const { navigate } = useNavigation();
  const licence = useOperation("getMyLicence", { params: { licenceKey } }, { staleTime: 60_000 });
  usePageTitle(text.title);
  return (
    <div className={c("screen")}>
      <header className={c("header")}>
        <IconButton
          icon="arrow-left"
          variant="on-blue"
          label={text.back}
          onClick={() => navigate(`/licences/${licenceKey}`)}
        />
        <h1 className={c("title")}>{text.title}</h1>
        <span className={c("balance")} />
      </header>
      <main className={c("main")}>
        {licence.data ? (
          <Showing summary={licence.data.summary} />
        ) : licence.isError ? (
          <div className={c("card")}>
            <ApiErrorState
              error={licence.error}
              onRetry={() => {
                void licence.refetch();
              }}
            />
          </div>
        ) : (
          <LoadingState lines={8} label={text.loading} />
        )}
      </main>
    </div>
  );
}

function Showing({ summary }: { summary: LicenceSummary }) {
  const control = useShowCode(summary.licenceKey);
  const language = useLanguage();
  const [typing, setTyping] = useState(false);
  useWakeLock(control.phase === "ready" || control.phase === "verified");
  const name = typeNameOf(summary, language);
  if (control.phase === "verified" && control.state && control.scannedId)
    return (
      <VerifiedCard
        state={control.state}
        showCodeId={control.scannedId}
        name={name}
        onAgain={() => {
          setTyping(false);
          control.renew();
        }}
      />
    );
  if (typing)
    return (
      <TypedCode
        control={control}
        onCancel={() => {
          setTyping(false);
          if (control.code?.unit) control.renew();
        }}
      />
    );
  return <CodeCard summary={summary} name={name} control={control} onType={() => setTyping(true)} />;
}
