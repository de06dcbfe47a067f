create schema use;

-- One receipt for each release of licence data, and for each refusal. Never changed, never deleted.
create table use.receipt (
  receipt_id uuid primary key,
  at timestamptz not null,
  licence_key uuid,
  version integer,
  basis text not null,
  account_id uuid not null,
  organ_id uuid,
  session_id uuid,
  outcome text not null,
  fields text[] not null,
  -- What the reading was for and where, sealed.
  circumstances bytea not null,
  -- A run over many licences: how many, and the digest of their keys.
  run_count integer,
  run_digest bytea
);
create unique index receipt_own_view on use.receipt (session_id, licence_key) where basis = 'own-view';
create index receipt_licence on use.receipt (licence_key, receipt_id desc);
create table use.receipt_holder (
  party_id uuid not null,
  receipt_id uuid not null,
  licence_key uuid not null,
  primary key (party_id, receipt_id)
);

grant usage on schema use to liangzheng_app;
grant select, insert on all tables in schema use to liangzheng_app;
