import type { MyUseRequest } from "@liangzheng/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { operationKey, useAct } from "../../../api/index.ts";
import { Button, type ButtonProps, ConfirmDialog, showToast, useText } from "../../../ui/index.ts";
import { authoriseText } from "./authorise-text.ts";

/** Two taps: the button, and the question. */
export function WithdrawButton({
  request: { requestId, unit },
  ...look
}: { readonly request: MyUseRequest } & Pick<ButtonProps, "wide" | "size">) {
  const text = useText(authoriseText);
  const client = useQueryClient();
  const act = useAct("withdrawUse");
  const [asked, setAsked] = useState(false);
  const params = { requestId };
  const withdraw = async (): Promise<void> => {
    try {
      client.setQueryData(operationKey("getMyUseRequest", { params }), await act.mutateAsync({ params }));
      showToast({ text: text.withdrawn, tone: "good" });
    } catch {
      showToast({ text: text.failed, tone: "bad" });
      await client.invalidateQueries({ queryKey: operationKey("getMyUseRequest") });
    }
    await client.invalidateQueries({ queryKey: operationKey("listMyUseRequests") });
  };
  return (
    <>
      <Button {...look} icon="cross" onClick={() => setAsked(true)}>
        {text.withdraw}
      </Button>
      <ConfirmDialog
        danger
        isOpen={asked}
        onOpenChange={setAsked}
        title={text.withdrawTitle(unit)}
        confirmLabel={text.withdrawConfirm}
        onConfirm={withdraw}
      >
        <p>{text.withdrawLead}</p>
      </ConfirmDialog>
    </>
  );
}
