import type { UseItem } from "@liangzheng/contract";
import { useState } from "react";
import { fieldLabelOf, typeNameOf, useAct } from "../../api/index.ts";
import {
  Button,
  DescriptionList,
  Dialog,
  Row,
  showToast,
  useFormats,
  useLanguage,
  useText,
} from "../../ui/index.ts";
import { ReasonDialog } from "../reason-dialog.tsx";
import { useRefresh } from "../use-refresh.ts";
import { consentText } from "./consent-words.ts";
import { ItemStateBadge } from "./states.tsx";

type Asked = "publish" | "refuse" | "withdraw";

interface ItemDialogProps {
  readonly item: UseItem | undefined;
  readonly onClose: () => void;
}

/** One line in full, and what its manager can do with it. */
export function ItemDialog({ item, onClose }: ItemDialogProps) {
  const { items: text } = useText(consentText);
  const [asked, setAsked] = useState<Asked>();
  const decide = useAct("decideUseItem");
  const withdraw = useAct("withdrawUseItem");
  const refresh = useRefresh();
  const done = { publish: text.published, refuse: text.refused, withdraw: text.withdrawn };
  const leads = { publish: text.publishLead, refuse: text.refuseLead, withdraw: text.withdrawLead };
  return (
    <>
      <Dialog
        isOpen={item !== undefined && asked === undefined}
        onOpenChange={(open) => !open && onClose()}
        title={item?.itemName ?? text.title}
      >
        {item && <ItemFacts item={item} />}
        <Row fill>
          <Button onClick={onClose}>{text.close}</Button>
          {item?.mayDecide && item.state === "proposed" && (
            <>
              <Button icon="cross" onClick={() => setAsked("refuse")}>
                {text.refuse}
              </Button>
              <Button variant="primary" icon="check" onClick={() => setAsked("publish")}>
                {text.publish}
              </Button>
            </>
          )}
          {item?.mayDecide && item.state === "published" && (
            <Button variant="danger" icon="minus" onClick={() => setAsked("withdraw")}>
              {text.withdraw}
            </Button>
          )}
        </Row>
      </Dialog>
      {item && asked && (
        <ReasonDialog
          isOpen
          onClose={() => setAsked(undefined)}
          title={`${text[asked]}：${item.itemName}`}
          label={text.reason}
          confirmLabel={text[asked]}
          danger={asked !== "publish"}
          onReason={async (reason) => {
            const params = { itemId: item.itemId };
            if (asked === "withdraw") await withdraw.mutateAsync({ params, body: { reason } });
            else await decide.mutateAsync({ params, body: { decision: asked, reason } });
            refresh.again("listUseItems");
            showToast({ tone: "good", text: done[asked] });
            onClose();
          }}
        >
          <p>{leads[asked]}</p>
        </ReasonDialog>
      )}
    </>
  );
}

function ItemFacts({ item }: { item: UseItem }) {
  const { items: text, request } = useText(consentText);
  const language = useLanguage();
  const { dateTime } = useFormats();
  return (
    <DescriptionList
      items={[
        { label: text.columns.state, value: <ItemStateBadge state={item.state} /> },
        { label: text.columns.unit, value: item.unit },
        { label: text.code, value: item.itemCode, numeric: true },
        { label: text.basis, value: item.legalBasis },
        { label: text.columns.type, value: typeNameOf(item, language) },
        {
          label: text.columns.fields,
          value: item.fields.map((field) => fieldLabelOf(field, language)).join(request.listSeparator),
        },
        { label: text.form, value: text.forms[item.form] },
        { label: text.columns.at, value: text.proposedBy(item.proposedBy, dateTime(item.proposedAt)) },
        ...(item.decidedAt === null
          ? []
          : [
              {
                label: text.decidedBy(item.decidedBy ?? "", dateTime(item.decidedAt)),
                value: item.decisionReason ?? "",
              },
            ]),
        ...(item.withdrawnAt === null
          ? []
          : [{ label: text.withdrawnAt(dateTime(item.withdrawnAt)), value: item.withdrawalReason ?? "" }]),
      ]}
    />
  );
}
