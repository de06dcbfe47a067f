import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button, defineText, Icon, useNavigation, usePageTitle, useText } from "../../../ui/index.ts";
import styles from "./lock.module.css";
import { en } from "./text.en.ts";
import { zh } from "./text.zh-CN.ts";

const screenText = defineText(zh, en);
const IDLE_MS = 120_000;
const LOOK_MS = 1000;
const TOUCHES = ["pointerdown", "keydown", "wheel", "touchmove"] as const;

/** After two idle minutes what stood on the screen is gone, from memory too. Time is read, not counted: phones sleep. */
export function LockAfterIdle({ children, idleMs = IDLE_MS }: { children: ReactNode; idleMs?: number }) {
  const client = useQueryClient();
  const { navigate } = useNavigation();
  const [locked, setLocked] = useState(false);
  const go = useRef(navigate);
  go.current = navigate;

  useEffect(() => {
    if (locked) return;
    let touchedAt = Date.now();
    const touch = (): void => {
      if (Date.now() - touchedAt < idleMs) touchedAt = Date.now();
    };
    const look = (): void => {
      if (Date.now() - touchedAt < idleMs) return;
      setLocked(true);
      go.current("/");
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "getSession" });
      client.getMutationCache().clear();
    };
    for (const name of TOUCHES) addEventListener(name, touch, { capture: true, passive: true });
    document.addEventListener("visibilitychange", look);
    const timer = setInterval(look, LOOK_MS);
    return () => {
      for (const name of TOUCHES) removeEventListener(name, touch, { capture: true });
      document.removeEventListener("visibilitychange", look);
      clearInterval(timer);
    };
  }, [locked, idleMs, client]);

  return locked ? <Locked onOpen={() => setLocked(false)} /> : children;
}

function Locked({ onOpen }: { onOpen: () => void }) {
  const text = useText(screenText);
  usePageTitle(text.title);
  return (
    <main className={styles["screen"]}>
      <Icon name="lock" size={72} />
      <h1 className={styles["title"]}>{text.title}</h1>
      <p className={styles["lead"]}>{text.lead}</p>
      <Button variant="on-blue" size="large" onClick={onOpen}>
        {text.open}
      </Button>
    </main>
  );
}
