import { type ReactNode, useState } from "react";
import { Button, IconButton } from "../button.tsx";
import { classNames } from "../class-names.ts";
import { FileButton } from "../file-picker.tsx";
import { Icon } from "../icon.tsx";
import { Spinner } from "../spinner.tsx";
import { useText } from "../text.ts";
import { uiText } from "../ui-text.ts";
import styles from "./camera-view.module.css";
import { readPhoto } from "./photo.ts";
import { CAMERA_FAULTS, type CameraFault, type CameraState } from "./scanner.ts";
import { type CameraControl, useCameraScanner } from "./use-camera-scanner.ts";

const c = classNames(styles);

export interface CameraViewProps {
  readonly onText: (text: string) => void;
  readonly autoStart?: boolean;
  /** Another way in, below: manual number. */
  readonly children?: ReactNode;
  readonly hint?: string;
  /** On a page of its own: as tall as the screen allows with header, tabs and the other ways in still in sight. */
  readonly fit?: boolean;
}

/** The camera with everything around it: permission, failure, light, photo. */
export function CameraView({ autoStart = false, ...frame }: CameraViewProps) {
  const camera = useCameraScanner({ onText: frame.onText, autoStart });
  return <CameraFrame camera={camera} {...frame} />;
}

export interface CameraFrameProps extends Omit<CameraViewProps, "autoStart"> {
  readonly camera: CameraControl;
}

/** The looks alone, for a page that runs `useCameraScanner` itself. */
export function CameraFrame({ camera, onText, children, hint, fit = false }: CameraFrameProps) {
  const text = useText(uiText).scan;
  const [missed, setMissed] = useState(false);
  const [reading, setReading] = useState(false);
  const running = camera.state === "running";

  const fromPhoto = async (photo: Blob | undefined): Promise<void> => {
    if (!photo) return;
    setReading(true);
    setMissed(false);
    const found = await readPhoto(photo).catch(() => undefined);
    setReading(false);
    if (found === undefined) setMissed(true);
    else onText(found);
  };

  return (
    <section className={c("view", fit && "fit")} aria-label={text.view} data-camera={camera.state}>
      <div className={c("stage")}>
        <video ref={camera.video} className={c("video")} hidden={!running} muted playsInline />
        {running && <span className={c("frame")} aria-hidden="true" />}
        {running && camera.torch && (
          <div className={c("torch")}>
            <IconButton
              icon="torch"
              variant="on-blue"
              label={camera.torch.on ? text.torchOff : text.torchOn}
              aria-pressed={camera.torch.on}
              onClick={camera.torch.toggle}
            />
          </div>
        )}
        <div className={c("message")} role="status">
          <Message state={camera.state} {...(hint !== undefined && { hint })} />
        </div>
        {camera.state === "idle" && (
          <Button variant="primary" icon="camera" size="large" onClick={camera.start}>
            {text.start}
          </Button>
        )}
        {isFault(camera.state) && camera.state !== "missing" && camera.state !== "insecure" && (
          <Retry start={camera.start} />
        )}
      </div>
      <div className={c("others")}>
        <FileButton
          accept="image/*"
          icon="image"
          disabled={reading}
          onFiles={(files) => {
            void fromPhoto(files[0]);
          }}
        >
          {text.photo}
        </FileButton>
        {children}
      </div>
      <p className={c("missed")} role="status">
        {missed && text.photoNone}
      </p>
    </section>
  );
}

const isFault = (state: CameraState): state is CameraFault =>
  (CAMERA_FAULTS as readonly string[]).includes(state);

function Message({ state, hint }: { state: CameraState; hint?: string }) {
  const text = useText(uiText).scan;
  if (state === "idle") return <Icon name="scan" size={72} />;
  if (state === "running") return <p className={c("hint")}>{hint ?? text.hint}</p>;
  if (state === "asking" || state === "starting")
    return (
      <p className={c("wait")}>
        <Spinner size={28} />
        {text[state]}
      </p>
    );
  const titles: Readonly<Record<CameraFault, string>> = {
    denied: text.deniedTitle,
    missing: text.missingTitle,
    busy: text.busyTitle,
    insecure: text.insecureTitle,
    decoder: text.decoderTitle,
  };
  return (
    <div className={c("fault")}>
      <Icon name={state === "decoder" ? "warning" : "camera"} size={36} />
      <p className={c("faultTitle")}>{titles[state]}</p>
      <p>{text[state]}</p>
    </div>
  );
}

function Retry({ start }: { start: () => void }) {
  const text = useText(uiText).common;
  return (
    <Button icon="refresh" onClick={start}>
      {text.retry}
    </Button>
  );
}
