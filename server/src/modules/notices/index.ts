import { decodeUtf8, encodeUtf8 } from "@liangzheng/bytes";
import type { Notice, NoticeKind } from "@liangzheng/contract";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { Box } from "../../platform/vault.ts";
import * as store from "./store.ts";

export interface NewNotice {
  readonly noticeId: string;
  readonly partyId: string;
  readonly at: Date;
  readonly kind: NoticeKind;
  readonly licenceKey: string | null;
  readonly facts: Readonly<Record<string, string>>;
}

/** Messages to holders. What they tell is sealed: a table of who was told what would be a diary. */
export interface Notices {
  send(tx: Tx, notices: readonly NewNotice[]): Promise<void>;
  list(tx: Tx, partyId: string, after: string | undefined, limit: number): Promise<readonly Notice[]>;
  countUnread: typeof store.countUnread;
  markRead: typeof store.markRead;
}

export const createNotices = (box: Box): Notices => ({
  send: (tx, notices) =>
    store.insertNotices(
      tx,
      notices.map(({ facts, ...notice }) => ({
        ...notice,
        sealed: box.seal(encodeUtf8(JSON.stringify(facts)), notice.noticeId),
      })),
    ),
  async list(tx, partyId, after, limit) {
    const rows = await store.listNotices(tx, partyId, after, limit);
    return rows.map(({ noticeId, at, kind, licenceKey, sealed, readAt }) => ({
      noticeId,
      at: at.toISOString(),
      kind,
      licenceKey,
      facts: JSON.parse(decodeUtf8(box.open(sealed, noticeId))) as Record<string, string>,
      read: readAt !== null,
    }));
  },
  countUnread: store.countUnread,
  markRead: store.markRead,
});
