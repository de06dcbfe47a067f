import { type ReactNode, useSyncExternalStore } from "react";
import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-paths.ts";
import { findProblem } from "./problem.ts";
import styles from "./states.module.css";
import { useText } from "./text.ts";
import { uiText } from "./ui-text.ts";
import { VisuallyHidden } from "./visually-hidden.tsx";

const c = classNames(styles);

export interface EmptyStateProps {
  readonly icon?: IconName;
  readonly title: string;
  /** Why it is empty, and what would fill it. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

export const EmptyState = ({ icon = "file", title, children, action }: EmptyStateProps) => (
  <div className={c("state")}>
    <span className={c("disc")}>
      <Icon name={icon} size={32} />
    </span>
    <h2 className={c("title")}>{title}</h2>
    {children && <div className={c("lead")}>{children}</div>}
    {action && <div className={c("action")}>{action}</div>}
  </div>
);

/** Grey lines in the place of what comes. */
export const Skeleton = ({ lines = 3 }: { lines?: number }) => (
  <span className={c("skeleton")} aria-hidden="true" data-loading="">
    {Array.from({ length: lines }, (_, line) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity
      <span key={line} className={c("bone")} />
    ))}
  </span>
);

/** `cards`: how many cards of lines to draw. The words are for screen readers. */
export function LoadingState({
  cards = 1,
  lines = 4,
  label,
}: {
  cards?: number;
  lines?: number;
  label?: string;
}) {
  const text = useText(uiText);
  return (
    <div className={c("loading")} role="status" data-loading="">
      <VisuallyHidden>{label ?? text.common.loading}</VisuallyHidden>
      {Array.from({ length: cards }, (_, card) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <div key={card} className={c("bones")}>
          <Skeleton lines={lines} />
        </div>
      ))}
    </div>
  );
}

export interface ErrorStateProps {
  /** Whatever was thrown; a problem document in it gives the words and the number. */
  readonly error?: unknown;
  readonly title?: string;
  /** What to do; otherwise the general advice. */
  readonly children?: ReactNode;
  readonly onRetry?: () => void;
  readonly traceId?: string;
}

/** What happened, what to do, a way to try again, and the number to quote. */
export function ErrorState({ error, title, children, onRetry, traceId }: ErrorStateProps) {
  const text = useText(uiText);
  const problem = findProblem(error);
  const offline =
    !problem && (error instanceof TypeError || (typeof navigator !== "undefined" && !navigator.onLine));
  const trace = traceId ?? problem?.traceId;
  return (
    <div className={c("state", "failed")} role="alert">
      <span className={c("disc")}>
        <Icon name={offline ? "wifi-off" : "warning"} size={32} />
      </span>
      <h2 className={c("title")}>{title ?? problem?.title ?? text.error.title}</h2>
      <div className={c("lead")}>
        <p>{offline ? text.error.offline : (problem?.detail ?? text.error.lead)}</p>
        {children ?? (!offline && <p>{text.error.next}</p>)}
      </div>
      {onRetry && (
        <div className={c("action")}>
          <Button variant="primary" icon="refresh" onClick={onRetry}>
            {text.common.retry}
          </Button>
        </div>
      )}
      {trace && (
        <p className={c("trace")}>
          {text.error.trace} <code>{trace}</code>
        </p>
      )}
    </div>
  );
}

function watchConnection(listener: () => void): () => void {
  addEventListener("online", listener);
  addEventListener("offline", listener);
  return () => {
    removeEventListener("online", listener);
    removeEventListener("offline", listener);
  };
}

export const useOnline = (): boolean =>
  useSyncExternalStore(
    watchConnection,
    () => navigator.onLine,
    () => true,
  );

export interface OfflineBannerProps {
  /** What still works, and since when: 亮证码可离线出示. */
  readonly children?: ReactNode;
  /** Overrides what the browser believes. */
  readonly offline?: boolean;
}

/** The live region stays in the page, so that the change itself is announced. */
export function OfflineBanner({ children, offline }: OfflineBannerProps) {
  const text = useText(uiText);
  const online = useOnline();
  return (
    <div role="status">
      {(offline ?? !online) && (
        <div className={c("banner")}>
          <Icon name="wifi-off" />
          <p>
            <strong>{text.offline.title}</strong> <span>{children ?? text.offline.lead}</span>
          </p>
        </div>
      )}
    </div>
  );
}

export interface NoticeProps {
  readonly tone?: "info" | "good" | "warn" | "bad";
  readonly title?: string;
  readonly children?: ReactNode;
}

const NOTICE_SIGNS = { info: "info", good: "check", warn: "warning", bad: "warning" } as const;

/** Something to know, in the flow of the page. */
export const Notice = ({ tone = "info", title, children }: NoticeProps) => (
  <div className={c("notice", tone)}>
    <Icon name={NOTICE_SIGNS[tone]} />
    <div className={c("noticeText")}>
      {title && <p className={c("noticeTitle")}>{title}</p>}
      {children}
    </div>
  </div>
);
