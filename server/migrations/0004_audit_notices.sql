create schema audit;
create table audit.entry (
  entry_id uuid primary key,
  at timestamptz not null,
  account_id uuid not null,
  organ_id uuid,
  act text not null,
  subject text not null,
  outcome text not null
);
create index entry_organ on audit.entry (organ_id, entry_id desc);
grant usage on schema audit to liangzheng_app;
-- Nothing changes or deletes an audit entry: the application has no right to.
grant select, insert on all tables in schema audit to liangzheng_app;

create schema notices;
create table notices.notice (
  party_id uuid not null,
  notice_id uuid not null,
  at timestamptz not null,
  kind text not null,
  licence_key uuid,
  sealed bytea not null,
  read_at timestamptz,
  primary key (party_id, notice_id)
);
grant usage on schema notices to liangzheng_app;
grant select, insert, update on all tables in schema notices to liangzheng_app;
