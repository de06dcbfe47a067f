import { type ReactNode, useState } from "react";
import { Dialog as AriaDialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { AriaLocale } from "./aria-locale.tsx";
import { Button, IconButton } from "./button.tsx";
import { classNames } from "./class-names.ts";
import styles from "./dialog.module.css";
import { useText } from "./text.ts";
import { uiText } from "./ui-text.ts";

const c = classNames(styles);

export interface DialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  readonly children: ReactNode;
  /** Buttons; the safe one first. */
  readonly footer?: ReactNode;
  /** `sheet`: from below on phones, a dialog on wide screens. `side`: a panel at the right edge. */
  readonly kind?: "dialog" | "sheet" | "side";
  readonly size?: "small" | "medium" | "large";
  /** Interrupts: cannot be left by a press outside, and is announced at once. */
  readonly urgent?: boolean;
}

export function Dialog(props: DialogProps) {
  const { isOpen, onOpenChange, title, children, footer, kind = "dialog", size = "medium", urgent } = props;
  const text = useText(uiText);
  return (
    <AriaLocale>
      <ModalOverlay
        className={c("overlay", kind)}
        isOpen={isOpen}
        onOpenChange={onOpenChange}
        isDismissable={!urgent}
      >
        <Modal className={c("modal", kind, size)}>
          <AriaDialog className={c("dialog")} role={urgent ? "alertdialog" : "dialog"}>
            <header className={c("header")}>
              <Heading slot="title" level={2} className={c("title")}>
                {title}
              </Heading>
              {!urgent && (
                <IconButton icon="cross" label={text.common.close} onClick={() => onOpenChange(false)} />
              )}
            </header>
            <div className={c("body")}>{children}</div>
            {footer && <footer className={c("footer")}>{footer}</footer>}
          </AriaDialog>
        </Modal>
      </ModalOverlay>
    </AriaLocale>
  );
}

/** From below on phones. */
export const Sheet = (props: Omit<DialogProps, "kind">) => <Dialog {...props} kind="sheet" />;

export interface ConfirmDialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Names the object: 注销 JY1999…0123? */
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly confirmLabel: string;
  readonly cancelLabel?: string;
  readonly danger?: boolean;
  /** The dialog stays, busy, until this settles; it closes when this succeeds. */
  readonly onConfirm: () => void | Promise<void>;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, onOpenChange, title, children, confirmLabel, cancelLabel, danger, onConfirm } = props;
  const text = useText(uiText);
  const [pending, setPending] = useState(false);
  const confirm = async (): Promise<void> => {
    setPending(true);
    try {
      await onConfirm();
      onOpenChange(false);
    } finally {
      setPending(false);
    }
  };
  return (
    <Dialog
      urgent
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={title}
      size="small"
      footer={
        <>
          <Button onClick={() => onOpenChange(false)} disabled={pending}>
            {cancelLabel ?? text.common.cancel}
          </Button>
          <Button
            variant={danger ? "danger" : "primary"}
            pending={pending}
            onClick={() => {
              void confirm();
            }}
          >
            {confirmLabel}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
