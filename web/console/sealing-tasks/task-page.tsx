import type { SealingTask } from "@liangzheng/contract";
import { useState } from "react";
import { ApiErrorState, useAct, useOperation, useProblemWords } from "../../api/index.ts";
import {
  Button,
  Card,
  ConfirmDialog,
  LoadingState,
  Notice,
  Page,
  Row,
  SelectField,
  showToast,
  useLanguage,
  useText,
} from "../../ui/index.ts";
import shared from "../console.module.css";
import { PageImage } from "../page-image.tsx";
import { ReasonDialog } from "../reason-dialog.tsx";
import { useRefresh } from "../use-refresh.ts";
import { Progress } from "./progress.tsx";
import { sealingText } from "./sealing-words.ts";

/** One request: what is to be sealed beside who has sealed it, and the decision. */
export function SealingTaskPage({ taskId }: { taskId: string }) {
  const text = useText(sealingText);
  const language = useLanguage();
  const query = useOperation("getSealingTask", { params: { taskId } });
  const task = query.data;
  const name = task && (language === "en" ? task.summary.typeNameEn : task.summary.typeName);
  return (
    <Page title={name ?? text.title} backHref="/sealing-tasks">
      {query.isError ? (
        <ApiErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : task ? (
        <Task task={task} />
      ) : (
        <LoadingState cards={2} />
      )}
    </Page>
  );
}

function Task({ task }: { task: SealingTask }) {
  const text = useText(sealingText);
  const { state, taskId } = task.summary;
  return (
    <div className={shared["columns"]}>
      <div className={shared["section"]}>
        {(state === "sealed" || state === "refused" || state === "closed") && (
          <Notice tone={state === "sealed" ? "good" : "info"} title={text[state].title}>
            <p>{text[state].lead}</p>
          </Notice>
        )}
        {task.mayDecide && <Decision task={task} />}
        <Card title={text.progress}>
          <p className={shared["small"]}>{text.progressLead[task.order]}</p>
          <Progress parties={task.parties} issuer={task.issuer} />
        </Card>
      </div>
      <div className={shared["sticky"]}>
        <Card title={text.page}>
          {task.hasPage ? (
            <>
              <PageImage id="getSealingTaskPage" input={{ params: { taskId } }} alt={text.pageAlt} />
              <p className={shared["small"]}>{text.looked}</p>
            </>
          ) : (
            <p className={shared["muted"]}>{text.over}</p>
          )}
        </Card>
      </div>
    </div>
  );
}

function Decision({ task }: { task: SealingTask }) {
  const { decide: text } = useText(sealingText);
  const refresh = useRefresh();
  const seal = useAct("sealTask");
  const refuse = useAct("refuseSealingTask");
  const words = useProblemWords();
  const [open, setOpen] = useState<"seal" | "refuse">();
  const [sealId, setSealId] = useState(task.seals[0]?.sealId ?? "");
  const params = { taskId: task.summary.taskId };
  const chosen = task.seals.find((one) => one.sealId === sealId);
  const keep = (next: SealingTask): void => {
    refresh.put("getSealingTask", { params }, next);
    refresh.again("listSealingTasks", "getSealingTaskPage");
    window.scrollTo(0, 0);
  };
  return (
    <Card title={text.title} tone="blue">
      <p>{text.lead}</p>
      {task.summary.state === "overdue" && (
        <Notice tone="warn">
          <p>{text.late}</p>
        </Notice>
      )}
      {seal.error && (
        <Notice tone="bad" title={words(seal.error).title}>
          <p>{words(seal.error).lead}</p>
        </Notice>
      )}
      {task.seals.length === 0 ? (
        <Notice tone="warn" title={text.noSeal}>
          <p>{text.noSealLead}</p>
        </Notice>
      ) : (
        <SelectField
          label={text.seal}
          placeholder={null}
          value={sealId}
          onChange={(event) => setSealId(event.target.value)}
          options={task.seals.map((one) => ({ value: one.sealId, label: one.name }))}
        />
      )}
      <Row fill>
        {chosen && (
          <Button variant="primary" icon="seal" onClick={() => setOpen("seal")}>
            {text.act}
          </Button>
        )}
        <Button icon="undo" onClick={() => setOpen("refuse")}>
          {text.refuse}
        </Button>
      </Row>
      <ConfirmDialog
        isOpen={open === "seal"}
        onOpenChange={(is) => !is && setOpen(undefined)}
        title={text.confirm(chosen?.name ?? "")}
        confirmLabel={text.act}
        onConfirm={async () => {
          // What went wrong stands on the page, behind the dialog.
          const next = await seal.mutateAsync({ params, body: { sealId } }).catch(() => undefined);
          if (!next) return;
          keep(next);
          showToast({ tone: "good", text: text.done });
        }}
      >
        <p>{text.confirmLead}</p>
      </ConfirmDialog>
      <ReasonDialog
        isOpen={open === "refuse"}
        onClose={() => setOpen(undefined)}
        title={text.refuseTitle}
        label={text.refuseReason}
        hint={text.refuseHint}
        confirmLabel={text.refuse}
        danger
        onReason={async (reason) => {
          keep(await refuse.mutateAsync({ params, body: { reason } }));
          showToast({ text: text.refused });
        }}
      />
    </Card>
  );
}
