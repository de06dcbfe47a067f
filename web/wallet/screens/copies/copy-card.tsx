import type { AnnotatedCopy, CopyInput, CopyState } from "@liangzheng/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  ApiErrorState,
  operationKey,
  saveFile,
  typeNameOf,
  useAct,
  useApi,
  useFile,
} from "../../../api/index.ts";
import {
  Badge,
  Button,
  type ButtonProps,
  Card,
  ConfirmDialog,
  classNames,
  DescriptionList,
  Sheet,
  Skeleton,
  showToast,
  type Tone,
  useFormats,
  useLanguage,
  useText,
} from "../../../ui/index.ts";
import styles from "./copies.module.css";
import { copiesText } from "./copies-text.ts";
import { PagePicture } from "./page-picture.tsx";

const c = classNames(styles);

const tones: Readonly<Record<CopyState, Tone>> = {
  valid: "good",
  expired: "neutral",
  revoked: "bad",
  "original-not-current": "warn",
};

/** What stands on a copy, and once it is made how it came to be. */
export function CopyFacts({ copy }: { copy: CopyInput | AnnotatedCopy }) {
  const text = useText(copiesText);
  const { date, dateTime } = useFormats();
  const { recipient, purpose, matter, businessNumber, validUntil } = copy;
  const made =
    "copyNumber" in copy
      ? [
          {
            label: text.number,
            value: <span className={c("number")}>{copy.copyNumber}</span>,
            numeric: true,
          },
          { label: text.maker, value: copy.maker },
          { label: text.madeAt, value: dateTime(copy.madeAt), numeric: true },
          ...(copy.revokedAt === null
            ? []
            : [{ label: text.revokedAt, value: dateTime(copy.revokedAt), numeric: true }]),
        ]
      : [];
  return (
    <DescriptionList
      items={[
        { label: text.recipient, value: recipient },
        { label: text.purpose, value: purpose },
        { label: text.matter, value: matter },
        ...(businessNumber === undefined ? [] : [{ label: text.businessNumber, value: businessNumber }]),
        { label: text.until, value: date(validUntil), numeric: true },
        ...made,
      ]}
    />
  );
}

/** One copy: its state first, what can be done with it last. */
export function CopyCard({ copy }: { copy: AnnotatedCopy }) {
  const text = useText(copiesText);
  const language = useLanguage();
  const [open, setOpen] = useState<"page" | "revoke">();
  const close = (): void => setOpen(undefined);
  return (
    <Card
      title={copy.recipient}
      aside={<Badge tone={tones[copy.state]}>{text.states[copy.state]}</Badge>}
      footer={
        <div className={c("actions")}>
          <Button icon="eye" onClick={() => setOpen("page")}>
            {text.look}
          </Button>
          {copy.state === "valid" && <DownloadCopy copy={copy} />}
          {copy.revokedAt === null && (
            <Button icon="cross" onClick={() => setOpen("revoke")}>
              {text.revoke}
            </Button>
          )}
        </div>
      }
    >
      <p className={c("small")}>{typeNameOf(copy, language)}</p>
      <CopyFacts copy={copy} />
      <Sheet isOpen={open === "page"} onOpenChange={close} title={text.pageAlt(copy.recipient)} size="large">
        <CopyPage copy={copy} />
      </Sheet>
      <RevokeDialog copy={copy} isOpen={open === "revoke"} onClose={close} />
    </Card>
  );
}

function CopyPage({ copy: { copyId, recipient } }: { copy: AnnotatedCopy }) {
  const text = useText(copiesText);
  const { query, url } = useFile("getMyCopyPage", { params: { copyId } });
  if (query.isError)
    return (
      <ApiErrorState
        error={query.error}
        onRetry={() => {
          void query.refetch();
        }}
      />
    );
  return url ? <PagePicture url={url} alt={text.pageAlt(recipient)} /> : <Skeleton lines={6} />;
}

interface RevokeProps {
  readonly copy: AnnotatedCopy;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

function RevokeDialog({ copy: { copyId, recipient }, isOpen, onClose }: RevokeProps) {
  const text = useText(copiesText);
  const client = useQueryClient();
  const act = useAct("revokeMyCopy");
  const revoke = async (): Promise<void> => {
    try {
      await act.mutateAsync({ params: { copyId } });
      showToast({ text: text.revoked, tone: "good" });
    } catch {
      showToast({ text: text.revokeFailed, tone: "bad" });
    }
    await client.invalidateQueries({ queryKey: operationKey("listMyCopies") });
  };
  return (
    <ConfirmDialog
      danger
      isOpen={isOpen}
      onOpenChange={onClose}
      title={text.revokeTitle(recipient)}
      confirmLabel={text.revokeConfirm}
      onConfirm={revoke}
    >
      <p>{text.revokeLead}</p>
    </ConfirmDialog>
  );
}

export function DownloadCopy({
  copy: { copyId, typeName, copyNumber },
  ...look
}: { readonly copy: AnnotatedCopy } & Pick<ButtonProps, "variant" | "size">) {
  const text = useText(copiesText);
  const api = useApi();
  const [pending, setPending] = useState(false);
  const download = async (): Promise<void> => {
    setPending(true);
    await saveFile(api, "getMyCopyFile", { params: { copyId } }, `${typeName}-加注件-${copyNumber}.ofd`)
      .catch(() => showToast({ text: text.downloadFailed, tone: "bad" }))
      .finally(() => setPending(false));
  };
  return (
    <Button
      {...look}
      icon="download"
      pending={pending}
      onClick={() => {
        void download();
      }}
    >
      {text.download}
    </Button>
  );
}
