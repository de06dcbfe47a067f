-- The log of what was done: every receipt and every audit entry is a leaf of one Merkle tree, and each checkpoint of it is signed.
-- The number of the transaction that wrote a row: what all readers may see is below the oldest that is still running.
alter table use.receipt add column tx xid8 not null default pg_current_xact_id();
create index receipt_tx on use.receipt (tx, receipt_id);
alter table use.run_receipt add column tx xid8 not null default pg_current_xact_id();
create index run_receipt_tx on use.run_receipt (tx, receipt_id);
alter table audit.entry add column tx xid8 not null default pg_current_xact_id();
create index entry_tx on audit.entry (tx, entry_id);

create schema ledger;
-- Which row is which leaf. The hash is in the tiles; what it was made of is in the room that keeps the row.
create table ledger.leaf (
  leaf_index bigint primary key,
  kind text not null,
  entry_key uuid not null,
  entry_id uuid not null
);
create unique index leaf_entry on ledger.leaf (entry_key, entry_id);
-- Up to 256 hashes, one after another (C2SP tlog-tiles). A full tile never changes.
create table ledger.tile (
  level smallint not null,
  tile_index bigint not null,
  hashes bytea not null check (octet_length(hashes) between 32 and 8192 and octet_length(hashes) % 32 = 0),
  primary key (level, tile_index)
);
create table ledger.checkpoint (
  size bigint primary key,
  at timestamptz not null,
  -- As it was signed (C2SP signed-note).
  note text not null
);
-- How far each kind of row has been taken in.
create table ledger.cursor (
  kind text primary key,
  tx xid8 not null,
  entry_id uuid not null
);
grant usage on schema ledger to liangzheng_app;
grant select, insert on ledger.leaf, ledger.checkpoint to liangzheng_app;
grant select, insert, update on ledger.tile, ledger.cursor to liangzheng_app;
