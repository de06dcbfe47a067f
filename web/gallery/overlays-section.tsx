import { useState } from "react";
import {
  Button,
  Card,
  ConfirmDialog,
  DescriptionList,
  Dialog,
  RadioGroup,
  Row,
  Sheet,
  Stack,
  showToast,
  TextField,
  useText,
} from "../ui/index.ts";
import { galleryText } from "./gallery-text.ts";

type Open = "dialog" | "sheet" | "side" | "confirm" | undefined;

export function OverlaysSection() {
  const { overlays: text, form } = useText(galleryText);
  const [open, setOpen] = useState<Open>();
  const bind = (name: Open) => ({
    isOpen: open === name,
    onOpenChange: (on: boolean) => setOpen(on ? name : undefined),
  });
  const close = (): void => setOpen(undefined);
  return (
    <Card>
      <Row>
        <Button onClick={() => setOpen("dialog")}>{text.dialog}</Button>
        <Button onClick={() => setOpen("sheet")}>{text.sheet}</Button>
        <Button onClick={() => setOpen("side")}>{text.side}</Button>
        <Button onClick={() => setOpen("confirm")}>{text.confirm}</Button>
        <Button
          onClick={() => {
            showToast({ tone: "good", text: text.saved });
            showToast({ text: text.undone, action: { label: text.undo, onPress: () => undefined } });
            showToast({ tone: "bad", text: text.failed });
          }}
        >
          {text.toast}
        </Button>
      </Row>
      <Dialog
        {...bind("dialog")}
        title={text.dialog}
        footer={<Button onClick={close}>{text.disagree}</Button>}
      >
        <TextField label={form.name} hint={form.nameHint} />
      </Dialog>
      <Sheet
        {...bind("sheet")}
        title={text.consentTitle}
        footer={
          <>
            <Button onClick={close}>{text.disagree}</Button>
            <Button variant="primary" onClick={close}>
              {text.agree}
            </Button>
          </>
        }
      >
        <Card tone="blue">
          <Stack gap="s">
            <strong>{text.consentWho}</strong>
            <span>{text.consentWhy}</span>
          </Stack>
        </Card>
        <DescriptionList
          items={text.consentRows.map((label, at) => ({ label, value: text.consentFields[at] }))}
        />
        <RadioGroup
          legend={form.term}
          name="sheet-term"
          look="segments"
          defaultValue="0"
          options={form.terms.map((label, at) => ({ value: String(at), label }))}
        />
        <p>{text.retention}</p>
      </Sheet>
      <Dialog {...bind("side")} kind="side" title={text.side}>
        <DescriptionList items={[{ label: form.name, value: text.consentWho }]} />
      </Dialog>
      <ConfirmDialog
        {...bind("confirm")}
        danger
        title={text.confirmTitle}
        confirmLabel={text.confirmLabel}
        onConfirm={() => new Promise((resolve) => setTimeout(resolve, 500))}
      >
        <p>{text.confirmText}</p>
      </ConfirmDialog>
    </Card>
  );
}
