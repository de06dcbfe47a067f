import type { Batch } from "@liangzheng/contract";
import { useState } from "react";
import { useAct, useProblemWords } from "../../api/index.ts";
import { Button, ButtonLink, Card, ConfirmDialog, Notice, Row, showToast, useText } from "../../ui/index.ts";
import { withSearch } from "../search-params.ts";
import { useRefresh } from "../use-refresh.ts";
import { useTypeName } from "../use-type-name.ts";
import { batchText } from "./batch-words.ts";

/** The second person looks at each, returns what is wrong, and approves what is left in one press. */
export function BatchReview({ batch }: { batch: Batch }) {
  const { review: text } = useText(batchText).one;
  const refresh = useRefresh();
  const name = useTypeName()(batch);
  const words = useProblemWords();
  const approve = useAct("approveBatch");
  const [asking, setAsking] = useState(false);
  const { batchId, waiting } = batch;
  return (
    <Card title={text.title} tone="blue">
      <p>{text.lead(waiting)}</p>
      {approve.error && (
        <Notice tone="bad" title={words(approve.error).title}>
          <p>{words(approve.error).lead}</p>
        </Notice>
      )}
      <Row fill>
        <Button variant="primary" icon="seal" onClick={() => setAsking(true)}>
          {text.approve(waiting)}
        </Button>
        <ButtonLink href={withSearch("/drafts", { batch: batchId, state: "submitted" })} icon="eye">
          {text.each}
        </ButtonLink>
      </Row>
      <ConfirmDialog
        isOpen={asking}
        onOpenChange={setAsking}
        title={text.confirm(waiting, name)}
        confirmLabel={text.approve(waiting)}
        onConfirm={async () => {
          // What went wrong stands on the page, behind the dialog.
          const next = await approve.mutateAsync({ params: { batchId } }).catch(() => undefined);
          if (!next) return;
          refresh.put("getBatch", { params: { batchId } }, next);
          refresh.again("listBatches", "listDrafts", "searchLicences");
          showToast({ tone: "good", text: text.approved });
        }}
      >
        <p>{text.confirmLead}</p>
      </ConfirmDialog>
    </Card>
  );
}
