import type { ShowCode, ShowCodeState } from "@liangzheng/contract";
import { useCallback, useEffect, useRef, useState } from "react";
import { ConnectionError, useAct, useOperation } from "../../../api/index.ts";
import { useOnline } from "../../../ui/index.ts";

/** The unit for which digits are made. */
export interface Unit {
  readonly organId: string;
  readonly name: string;
}

export interface LiveCode extends ShowCode {
  /** By this phone's clock, which need not be the server's: counted from when the code came. */
  readonly until: number;
  readonly unit: Unit | undefined;
}

export type ShowPhase = "loading" | "ready" | "expired" | "offline" | "error" | "verified";

export interface ShowCodeControl {
  readonly phase: ShowPhase;
  readonly code: LiveCode | undefined;
  readonly state: ShowCodeState | undefined;
  /** Which of the codes shown so far has been scanned. */
  readonly scannedId: string | undefined;
  /** No network, though the code on the screen can still be redeemed. */
  readonly cutOff: boolean;
  readonly error: Error | null;
  /** How often the code has been changed by itself. */
  readonly renewals: number;
  readonly renew: (unit?: Unit) => void;
  readonly onTimeUp: () => void;
}

const RENEW_EARLY_SECONDS = 5;
/** A phone left lying does not ask for codes for ever. */
const RENEWALS = 10;
const LOOK_MS = 1000;

/** One code after the other for one licence, and what became of them. */
export function useShowCode(licenceKey: string): ShowCodeControl {
  const online = useOnline();
  const [code, setCode] = useState<LiveCode>();
  const [before, setBefore] = useState<LiveCode>();
  const [timeUp, setTimeUp] = useState(false);
  const [renewals, setRenewals] = useState(0);
  const create = useAct("createShowCode");
  const { mutate } = create;

  const make = useCallback(
    (unit: Unit | undefined, kept: LiveCode | undefined): void => {
      const asked = Date.now();
      mutate(
        { params: { licenceKey }, body: unit ? { forOrganId: unit.organId } : {} },
        {
          onSuccess: (made) => {
            setBefore(kept);
            setCode({ ...made, unit, until: asked + made.lifetimeSeconds * 1000 });
            setTimeUp(false);
          },
        },
      );
    },
    [mutate, licenceKey],
  );

  const started = useRef<boolean>(false);
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    make(undefined, undefined);
  }, [make]);

  const current = useFollowed(code, !timeUp);
  // The code just replaced may have been scanned in the moment of the change.
  const replaced = useFollowed(before, before !== undefined);
  const late = replaced.data?.state === "verified";
  const state = late ? replaced.data : current.data;
  const verified = state?.state === "verified";
  const cutOff = !online || current.error instanceof ConnectionError;

  useEffect(() => {
    if (!code || verified || timeUp || renewals >= RENEWALS) return;
    const timer = setTimeout(
      () => {
        if (document.visibilityState !== "visible" || !navigator.onLine) return;
        setRenewals((count) => count + 1);
        make(code.unit, code);
      },
      Math.max(0, code.until - Date.now() - RENEW_EARLY_SECONDS * 1000),
    );
    return () => clearTimeout(timer);
  }, [code, verified, timeUp, renewals, make]);

  const renew = (unit?: Unit): void => {
    setRenewals(0);
    setBefore(undefined);
    setCode(undefined);
    make(unit, undefined);
  };

  return {
    phase: phaseOf({ verified, code, timeUp, cutOff, error: create.error }),
    code,
    state,
    scannedId: verified ? (late ? before : code)?.showCodeId : undefined,
    cutOff,
    error: create.error,
    renewals,
    renew,
    onTimeUp: () => setTimeUp(true),
  };
}

interface Standing {
  readonly verified: boolean;
  readonly code: LiveCode | undefined;
  readonly timeUp: boolean;
  readonly cutOff: boolean;
  readonly error: Error | null;
}

export function phaseOf({ verified, code, timeUp, cutOff, error }: Standing): ShowPhase {
  if (verified) return "verified";
  if (code && !timeUp) return "ready";
  if (cutOff || error instanceof ConnectionError) return "offline";
  if (error) return "error";
  return code ? "expired" : "loading";
}

/** Looks every second while it can still change: until scanned, and then while an answer is awaited. */
function useFollowed(code: LiveCode | undefined, wanted: boolean) {
  return useOperation(
    "getShowCode",
    { params: { showCodeId: code?.showCodeId ?? "" } },
    {
      enabled: code !== undefined && wanted,
      staleTime: 0,
      every: (last) => {
        if (last === undefined || last.state === "waiting") return LOOK_MS;
        return last.state === "verified" && last.disclosure.state === "asked" ? LOOK_MS : false;
      },
    },
  );
}
