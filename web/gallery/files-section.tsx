import { createRef, useState } from "react";
import {
  Button,
  CameraFrame,
  type CameraState,
  CameraView,
  DropZone,
  Grid,
  Stack,
  showToast,
  useKeyboardScanner,
  useText,
} from "../ui/index.ts";
import { galleryText } from "./gallery-text.ts";

const STATES: readonly CameraState[] = ["asking", "denied", "missing", "busy", "insecure", "decoder"];

export function FilesSection() {
  const { files: text } = useText(galleryText);
  const [files, setFiles] = useState<readonly File[]>([new File([new Uint8Array(182_000)], "许可证.ofd")]);
  const [read, setRead] = useState("");
  useKeyboardScanner((scanned) => showToast({ text: scanned }));
  return (
    <Stack gap="l">
      <DropZone
        label={text.drop}
        hint={text.hint}
        accept=".ofd,.pdf"
        maxBytes={20_000_000}
        files={files}
        onFiles={setFiles}
        onRemove={() => setFiles([])}
      />
      <Grid>
        <CameraView onText={setRead}>
          <Button icon="edit">{text.manual}</Button>
        </CameraView>
        <output data-read="">{read}</output>
      </Grid>
      <h2>{text.camera}</h2>
      <Grid>
        {STATES.map((state) => (
          <CameraFrame
            key={state}
            onText={setRead}
            camera={{ video: createRef(), state, start: () => undefined, stop: () => undefined }}
          />
        ))}
      </Grid>
    </Stack>
  );
}
