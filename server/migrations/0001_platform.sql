-- Machinery without licence words: events, their readers, recorded answers, kept files.
-- Owner: liangzheng_migrator, who runs this. liangzheng_app reads and writes rows and can change nothing else.

create schema platform;
grant usage on schema platform to liangzheng_app;

-- Append-only. The key (a licence's or a holder's) leads the primary key: rows of one key live on one shard.
create table platform.event (
  key uuid not null,
  seq bigint generated always as identity,
  tx xid8 not null default pg_current_xact_id(),
  at timestamptz not null default clock_timestamp(),
  room text not null,
  kind text not null,
  payload jsonb not null,
  primary key (key, seq)
);
comment on column platform.event.tx is
  'The writing transaction. Sequence order is not commit order: readers take only what is below pg_snapshot_xmin.';
create index event_tx_seq on platform.event (tx, seq);
create index event_seq on platform.event (seq);
grant select, insert on platform.event to liangzheng_app;

-- Where each consumer stands: everything written by a transaction below done_tx is handled; of those from done_tx up to
-- (not including) window_tx, everything up to seq. A few rows, the same on every shard.
create table platform.cursor (
  consumer text primary key,
  done_tx xid8 not null default '0',
  window_tx xid8 not null default '0',
  seq bigint not null default 0,
  updated_at timestamptz not null default now()
);
grant select, insert, update, delete on platform.cursor to liangzheng_app;

-- One row for each write a client has asked for by its own key; the answer is encrypted by the caller.
create table platform.idempotency (
  actor text not null,
  key text not null,
  operation text not null,
  request_digest bytea not null,
  status integer,
  response bytea,
  created_at timestamptz not null default now(),
  primary key (actor, key)
);
create index idempotency_created_at on platform.idempotency (created_at);
grant select, insert, update, delete on platform.idempotency to liangzheng_app;

-- Files are named by the SM3 digest of their bytes and never changed.
create table platform.file (
  digest bytea primary key check (octet_length(digest) = 32),
  size bigint not null check (size >= 0),
  media_type text not null,
  created_at timestamptz not null default now()
);
grant select, insert, delete on platform.file to liangzheng_app;
