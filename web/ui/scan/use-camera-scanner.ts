import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { type CameraScanner, openCameraScanner } from "./camera.ts";
import type { CameraState } from "./scanner.ts";

export interface CameraControl {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly state: CameraState;
  readonly start: () => void;
  readonly stop: () => void;
  /** Nothing where the camera has no light. */
  readonly torch?: { readonly on: boolean; readonly toggle: () => void };
}

export interface CameraScannerSetup {
  readonly onText: (text: string) => void;
  /** Opens the camera as soon as it is shown. */
  readonly autoStart?: boolean;
  readonly facing?: "environment" | "user";
}

export function useCameraScanner({ onText, autoStart = false, facing }: CameraScannerSetup): CameraControl {
  const video = useRef<HTMLVideoElement>(null);
  const scanner = useRef<CameraScanner | undefined>(undefined);
  const latest = useRef(onText);
  latest.current = onText;
  const [state, setState] = useState<CameraState>("idle");
  const [hasTorch, setHasTorch] = useState(false);
  const [light, setLight] = useState(false);

  const start = useCallback(() => {
    if (!video.current) return;
    scanner.current?.stop();
    scanner.current = openCameraScanner({
      video: video.current,
      onText: (text) => latest.current(text),
      onState: setState,
      onTorch: setHasTorch,
      ...(facing && { facing }),
    });
    setLight(false);
    void scanner.current.start();
  }, [facing]);

  const stop = useCallback(() => {
    scanner.current?.stop();
    setState("idle");
  }, []);

  useEffect(() => {
    if (autoStart) start();
    return () => scanner.current?.stop();
  }, [autoStart, start]);

  const toggle = (): void => {
    void scanner.current?.setTorch(!light).then(
      () => setLight(!light),
      () => setHasTorch(false),
    );
  };
  return { video, state, start, stop, ...(hasTorch && { torch: { on: light, toggle } }) };
}
