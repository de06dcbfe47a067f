import { useEffect, useState, useSyncExternalStore } from "react";
import { Button, IconButton } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import { getMode } from "./mode.ts";
import { useText } from "./text.ts";
import styles from "./toast.module.css";
import { uiText } from "./ui-text.ts";

const c = classNames(styles);

export interface Toast {
  readonly text: string;
  readonly tone?: "info" | "good" | "bad";
  /** With an action (撤销) it stays until it is used or closed. */
  readonly action?: { readonly label: string; readonly onPress: () => void };
}

interface Shown extends Toast {
  readonly key: number;
}

let toasts: readonly Shown[] = [];
let lastKey = 0;
const listeners = new Set<() => void>();

function replace(next: readonly Shown[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

const close = (key: number): void => replace(toasts.filter((toast) => toast.key !== key));

/** Says something in passing. What a person must act on belongs on the page. Returns a way to take it back. */
export function showToast(toast: Toast): () => void {
  const key = ++lastKey;
  replace([...toasts.slice(-2), { ...toast, key }]);
  return () => close(key);
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/**
 * Once per app, beside the router. Kept in the page while empty, or screen readers would miss the first one;
 * marked as a top layer, so that an open dialog neither hides nor silences it.
 */
export function ToastRegion() {
  const text = useText(uiText);
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <section
      data-react-aria-top-layer="true"
      className={c("region")}
      aria-label={text.toast.region}
      aria-live="polite"
      aria-relevant="additions"
    >
      {shown.map((toast) => (
        <ToastCard key={toast.key} toast={toast} />
      ))}
    </section>
  );
}

const SIGNS = { info: "info", good: "check", bad: "warning" } as const;

function ToastCard({ toast }: { toast: Shown }) {
  const text = useText(uiText);
  const [held, setHeld] = useState(false);
  const stays = toast.action !== undefined || toast.tone === "bad";
  useEffect(() => {
    if (held || stays) return;
    const timer = setTimeout(() => close(toast.key), getMode() === "elder" ? 12_000 : 6_000);
    return () => clearTimeout(timer);
  }, [held, stays, toast.key]);
  const { tone = "info", action } = toast;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: looking at it only keeps it from going away
    <div
      className={c("toast", tone)}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon name={SIGNS[tone]} />
      <p className={c("text")}>{toast.text}</p>
      <div className={c("tools")}>
        {action && (
          <Button
            variant="quiet"
            size="small"
            onClick={() => {
              action.onPress();
              close(toast.key);
            }}
          >
            {action.label}
          </Button>
        )}
        <IconButton icon="cross" label={text.common.close} onClick={() => close(toast.key)} />
      </div>
    </div>
  );
}
