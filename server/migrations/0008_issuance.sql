create schema issuance;

create table issuance.draft (
  draft_id uuid primary key,
  organ_id uuid not null,
  type_key text not null,
  type_version integer not null,
  kind text not null check (kind in ('first', 'change', 'renewal', 'replacement')),
  state text not null check (state in ('open', 'submitted', 'issued', 'discarded')),
  -- Sealed; opened by `use` alone.
  content bytea not null,
  licence_key uuid,
  batch_id uuid,
  batch_row integer,
  reason text,
  return_reason text,
  created_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  decided_by uuid,
  unique (batch_id, batch_row)
);
create index draft_organ on issuance.draft (organ_id, draft_id desc);

create table issuance.batch (
  batch_id uuid primary key,
  organ_id uuid not null,
  type_key text not null,
  created_by uuid not null,
  created_at timestamptz not null,
  total integer not null
);
create table issuance.batch_row (
  batch_id uuid not null,
  row_number integer not null,
  state text not null check (state in ('waiting', 'issued', 'failed')),
  draft_id uuid not null,
  faults jsonb not null default '[]',
  primary key (batch_id, row_number)
);

grant usage on schema issuance to liangzheng_app;
grant select, insert, update on all tables in schema issuance to liangzheng_app;
