import type { Notice } from "@liangzheng/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { operationKey, PagedItems, useAct, usePages } from "../../../api/index.ts";
import { Badge, classNames, EmptyState, Page, useText } from "../../../ui/index.ts";
import { NoticeItem } from "./notice-item.tsx";
import styles from "./notices.module.css";
import { noticesText } from "./notices-text.ts";

const c = classNames(styles);

/** Messages, newest first; opening one marks it read. */
export function NoticesScreen() {
  const text = useText(noticesText);
  const client = useQueryClient();
  const pages = usePages("listNotices");
  const { items, first } = pages;
  const read = useAct("readNotice");
  const [open, setOpen] = useState<string>();
  const [readNow, setReadNow] = useState<ReadonlySet<string>>(new Set());

  const toggle = ({ noticeId, read: isRead }: Notice): void => {
    setOpen(open === noticeId ? undefined : noticeId);
    if (isRead || readNow.has(noticeId)) return;
    setReadNow(new Set([...readNow, noticeId]));
    // Unread again on failure is worse than one silent retry at the next opening.
    read.mutate(
      { params: { noticeId } },
      { onSuccess: () => void client.invalidateQueries({ queryKey: operationKey("listNotices") }) },
    );
  };

  const unread = Math.max(0, first?.unread ?? 0);
  return (
    <Page
      title={text.title}
      width="reading"
      {...(items &&
        items.length > 0 && {
          actions: (
            <Badge tone={unread > 0 ? "info" : "neutral"}>
              {unread > 0 ? text.unread(unread) : text.allRead}
            </Badge>
          ),
        })}
    >
      <PagedItems
        pages={pages}
        waiting={{ cards: 3, lines: 2 }}
        more={text.more}
        empty={
          <EmptyState icon="bell" title={text.empty}>
            <p>{text.emptyLead}</p>
          </EmptyState>
        }
      >
        {(notices) => (
          <ol className={c("list")}>
            {notices.map((notice) => (
              <NoticeItem
                key={notice.noticeId}
                notice={notice}
                unread={!notice.read && !readNow.has(notice.noticeId)}
                isOpen={open === notice.noticeId}
                onToggle={() => toggle(notice)}
              />
            ))}
          </ol>
        )}
      </PagedItems>
    </Page>
  );
}
