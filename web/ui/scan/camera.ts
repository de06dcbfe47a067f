import { type Decoder, openDecoder } from "./decoder.ts";
import { CameraError, type CameraState, cameraFault, type Scanner } from "./scanner.ts";

export interface CameraScannerOptions {
  readonly video: HTMLVideoElement;
  readonly onText: (text: string) => void;
  readonly onState: (state: CameraState) => void;
  readonly onTorch?: (supported: boolean) => void;
  readonly facing?: "environment" | "user";
}

export interface CameraScanner extends Scanner {
  readonly setTorch: (on: boolean) => Promise<void>;
}

/** The same code is not reported again while it stays in view, nor within this time of leaving it. */
const REPEAT_MS = 2_500;

/**
 * Camera → video frame → bitmap → worker. One frame at a time: the next is taken when the last is answered.
 * 1080p is asked for because the default 640×480 cannot resolve an offline code (300 bytes, version 11).
 */
export function openCameraScanner(options: CameraScannerOptions): CameraScanner {
  const { video, onText, onState, onTorch, facing = "environment" } = options;
  let stream: MediaStream | undefined;
  let decoder: Decoder | undefined;
  let run = 0;

  const stop = (): void => {
    run++;
    for (const track of stream?.getTracks() ?? []) track.stop();
    decoder?.close();
    stream = undefined;
    decoder = undefined;
    video.srcObject = null;
  };

  const start = async (): Promise<void> => {
    stop();
    const mine = run;
    const stopped = (): boolean => mine !== run;
    try {
      if (!window.isSecureContext || !navigator.mediaDevices) throw new CameraError("insecure");
      onState("asking");
      const reader = openDecoder();
      decoder = reader;
      const opened = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { facingMode: { ideal: facing }, width: { ideal: 1920 }, height: { ideal: 1080 } },
      });
      if (stopped()) {
        for (const track of opened.getTracks()) track.stop();
        return;
      }
      stream = opened;
      onState("starting");
      onTorch?.(hasTorch(opened));
      video.srcObject = opened;
      await video.play();
      await reader.ready;
      if (stopped()) return;
      onState("running");
      void watch(reader, stopped);
    } catch (error) {
      if (stopped()) return;
      stop();
      onState(cameraFault(error));
    }
  };

  const watch = async (reader: Decoder, stopped: () => boolean): Promise<void> => {
    let last = { text: "", at: 0 };
    while (!stopped()) {
      await nextFrame(video);
      if (stopped()) return;
      if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) continue;
      const bitmap = await createImageBitmap(video).catch(() => undefined);
      const text = bitmap && (await reader.read(bitmap));
      if (stopped() || !text) continue;
      const now = performance.now();
      const repeated = text === last.text && now - last.at < REPEAT_MS;
      last = { text, at: now };
      if (!repeated) onText(text);
    }
  };

  return {
    start,
    stop,
    setTorch: async (on) => {
      const [track] = stream?.getVideoTracks() ?? [];
      await track?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
    },
  };
}

function hasTorch(stream: MediaStream): boolean {
  const [track] = stream.getVideoTracks();
  const able = track?.getCapabilities?.() as { torch?: boolean } | undefined;
  return able?.torch === true;
}

/** A hidden page gives no frames; waiting for the animation frame then simply pauses the loop. */
const nextFrame = (video: HTMLVideoElement): Promise<unknown> =>
  new Promise((resolve) => {
    if ("requestVideoFrameCallback" in video) video.requestVideoFrameCallback(resolve);
    else requestAnimationFrame(resolve);
  });
