import { ApiErrorState, useOperation } from "../api/index.ts";
import { Card, DataTable, defineText, EmptyState, Page, useFormats, useText } from "../ui/index.ts";
import styles from "./console.module.css";
import { CursorPages } from "./cursor-pages.tsx";
import { domainText, wordFor } from "./domain-words.ts";
import { currentCursor } from "./trail.ts";
import { useListKeys } from "./use-list-keys.ts";
import { Whole } from "./whole.tsx";

const auditText = defineText(
  {
    title: "审计",
    lead: "本单位谁在什么时候对什么做了什么，最近的在前。记录只增不改。",
    caption: "审计记录",
    columns: { at: "时间", by: "操作人", unit: "单位", act: "操作", subject: "对象", outcome: "结果" },
    empty: "还没有审计记录",
    emptyLead: "目录、签发、印章和状态的每一次操作都会记在这里。",
    acts: {
      "create-draft": "新建草稿",
      "submit-draft": "提交审核",
      "return-draft": "退回草稿",
      "discard-draft": "放弃草稿",
      "create-batch": "新建批次",
      "issue-first": "签发（新办）",
      "issue-change": "签发（变更）",
      "issue-renewal": "签发（延续）",
      "issue-replacement": "签发（补发）",
      "save-type-draft": "保存类型草稿",
      "propose-type": "提出发布类型",
      "publish-type": "发布类型",
      "adopt-type": "认领类型",
      "allow-seal-user": "准许用章",
      "forbid-seal-user": "取消用章",
      "apply-seal": "申请印章",
      "approve-seal": "批准印章",
      "refuse-seal": "不予批准印章",
      "make-seal": "制作印章",
      "register-copy-seal": "登记加注件专用章",
      "make-annotated-copy": "制作加注件",
      "revoke-annotated-copy": "撤销加注件",
      "activate-seal": "启用印章",
      "suspend-seal": "停用印章",
      "resume-seal": "恢复使用印章",
      "report-lost-seal": "挂失印章",
      "revoke-seal": "吊销印章证书",
      "replace-seal": "换发印章",
      "destroy-seal": "销毁印章",
      "ask-seal-use": "申请用章",
      "grant-seal-use": "同意用章",
      "refuse-seal-use": "不同意用章",
      "use-seal": "签发以外用章",
      "begin-joint-sealing": "发起联合盖章",
      "look-at-sealing-task": "查看待联合盖章的版面",
      "seal-jointly": "联合盖章",
      "refuse-joint-sealing": "拒绝联合盖章",
      "withdraw-joint-sealing": "收回联合盖章",
      "propose-authority": "提出信任外部机构",
      "trust-authority": "核准信任外部机构",
      "refuse-authority": "不核准外部机构",
      "withdraw-authority": "撤回对外部机构的信任",
      "update-authority-revocations": "更新外部机构的吊销列表",
      "propose-use-item": "提出用证清单",
      "publish-use-item": "发布用证清单",
      "refuse-use-item": "不予发布用证清单",
      "withdraw-use-item": "撤回用证清单",
      "ask-for-use": "请求持证人授权用证",
      "agree-to-use": "同意授权用证",
      "refuse-use": "不同意授权用证",
      "withdraw-use": "撤回授权用证",
      "read-authorised": "按授权查看证照",
    },
    set: (flag: string): string => `登记${flag}`,
    release: (flag: string): string => `解除${flag}`,
    done: "成功",
  },
  {
    title: "Audit",
    lead: "Who of your unit did what to what, and when; the latest first. Nothing here is ever changed.",
    caption: "Audit log",
    columns: { at: "Time", by: "By", unit: "Unit", act: "Act", subject: "Subject", outcome: "Outcome" },
    empty: "Nothing is recorded yet",
    emptyLead: "Every act on catalogue, licences, seals and status is recorded here.",
    acts: {
      "create-draft": "Began a draft",
      "submit-draft": "Submitted a draft",
      "return-draft": "Returned a draft",
      "discard-draft": "Discarded a draft",
      "create-batch": "Began a batch",
      "issue-first": "Issued",
      "issue-change": "Issued a change",
      "issue-renewal": "Issued a renewal",
      "issue-replacement": "Issued a replacement",
      "save-type-draft": "Saved a type draft",
      "propose-type": "Proposed a type",
      "publish-type": "Published a type",
      "adopt-type": "Adopted a type",
      "allow-seal-user": "Allowed a seal user",
      "forbid-seal-user": "Forbade a seal user",
      "apply-seal": "Applied for a seal",
      "approve-seal": "Approved a seal",
      "refuse-seal": "Refused a seal",
      "make-seal": "Made a seal",
      "register-copy-seal": "Registered a seal for annotated copies",
      "make-annotated-copy": "Made an annotated copy",
      "revoke-annotated-copy": "Revoked an annotated copy",
      "activate-seal": "Activated a seal",
      "suspend-seal": "Suspended a seal",
      "resume-seal": "Resumed a seal",
      "report-lost-seal": "Reported a seal lost",
      "revoke-seal": "Revoked a seal's certificate",
      "replace-seal": "Replaced a seal",
      "destroy-seal": "Destroyed a seal",
      "ask-seal-use": "Asked to use a seal",
      "grant-seal-use": "Granted a use of a seal",
      "refuse-seal-use": "Refused a use of a seal",
      "use-seal": "Used a seal outside issuance",
      "begin-joint-sealing": "Began a joint sealing",
      "look-at-sealing-task": "Looked at a page to be sealed jointly",
      "seal-jointly": "Sealed jointly",
      "refuse-joint-sealing": "Refused to seal jointly",
      "withdraw-joint-sealing": "Took back a joint sealing",
      "propose-authority": "Proposed an authority outside",
      "trust-authority": "Trusted an authority outside",
      "refuse-authority": "Refused an authority outside",
      "withdraw-authority": "Withdrew trust in an authority",
      "update-authority-revocations": "Updated revocations of an authority",
      "propose-use-item": "Proposed what may be asked for",
      "publish-use-item": "Published what may be asked for",
      "refuse-use-item": "Refused what may be asked for",
      "withdraw-use-item": "Withdrew what may be asked for",
      "ask-for-use": "Asked a holder",
      "agree-to-use": "Agreed to a use",
      "refuse-use": "Refused a use",
      "withdraw-use": "Withdrew an authorisation",
      "read-authorised": "Read by authorisation",
    },
    set: (flag) => `Recorded: ${flag}`,
    release: (flag) => `Released: ${flag}`,
    done: "Done",
  },
);

export function AuditPage({ search }: { search: { readonly trail?: string } }) {
  const text = useText(auditText);
  const formats = useFormats();
  useListKeys();
  const { acts, flags } = useText(domainText);
  const actWords = (act: string): string => {
    const [, what, flag = ""] = /^(set|release)-(.+)$/.exec(act) ?? [];
    if (what === "set" || what === "release") return text[what](wordFor(flags, flag));
    return wordFor({ ...acts, ...text.acts }, act);
  };
  const after = currentCursor(search.trail);
  const audit = useOperation(
    "listAudit",
    { query: { limit: 50, ...(after && { after }) } },
    { keepPrevious: true },
  );
  return (
    <Page title={text.title} lead={text.lead}>
      {audit.isError ? (
        <ApiErrorState error={audit.error} onRetry={() => void audit.refetch()} />
      ) : (
        <Card flush footer={<CursorPages path="/audit" search={{ ...search }} next={audit.data?.next} />}>
          <DataTable
            caption={text.caption}
            rows={audit.data?.items ?? []}
            rowKey={(entry) => entry.entryId}
            loading={audit.isPending}
            density="compact"
            empty={
              <EmptyState icon="history" title={text.empty}>
                <p>{text.emptyLead}</p>
              </EmptyState>
            }
            columns={[
              {
                id: "at",
                header: text.columns.at,
                main: true,
                cell: (entry) => <Whole>{formats.dateTime(entry.at)}</Whole>,
              },
              { id: "by", header: text.columns.by, cell: (entry) => <Whole>{entry.by}</Whole> },
              { id: "unit", header: text.columns.unit, cell: (entry) => entry.unit },
              { id: "act", header: text.columns.act, cell: (entry) => actWords(entry.act) },
              {
                id: "subject",
                header: text.columns.subject,
                cell: (entry) => <span className={styles["wrapAll"]}>{entry.subject}</span>,
              },
              {
                id: "outcome",
                header: text.columns.outcome,
                cell: (entry) => (entry.outcome === "done" ? text.done : entry.outcome),
              },
            ]}
          />
        </Card>
      )}
    </Page>
  );
}
