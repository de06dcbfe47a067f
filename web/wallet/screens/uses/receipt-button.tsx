import type { UseRecord } from "@liangzheng/contract";
import { useState } from "react";
import { saveFile, useApi } from "../../../api/index.ts";
import { Button, showToast, type TextOf } from "../../../ui/index.ts";
import type { zh } from "./text.zh-CN.ts";

/** The receipt as a file, which verifies without the platform (docs/formats/receipt.md). */
export function ReceiptButton({ use, text }: { readonly use: UseRecord; readonly text: TextOf<typeof zh> }) {
  const api = useApi();
  const [pending, setPending] = useState(false);
  const { licenceKey, receiptId } = use;
  if (licenceKey === null) return null;
  const save = async (): Promise<void> => {
    setPending(true);
    await saveFile(
      api,
      "getMyReceipt",
      { params: { licenceKey, receiptId } },
      `${text.receiptFile}-${receiptId}.json`,
    )
      .catch(() => showToast({ text: text.receiptFailed, tone: "bad" }))
      .finally(() => setPending(false));
  };
  return (
    <Button
      variant="quiet"
      size="small"
      icon="download"
      pending={pending}
      onClick={() => {
        void save();
      }}
    >
      {text.receipt}
    </Button>
  );
}
