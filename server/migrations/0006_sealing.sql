create schema sealing;

-- The platform's own certificate authorities: a root, and a seal maker under it.
create table sealing.authority (
  name text primary key,
  certificate bytea not null,
  private_key bytea not null
);
create table sealing.seal (
  seal_id uuid primary key,
  organ_id uuid not null,
  number text not null unique,
  name text not null,
  signer_certificate bytea not null,
  private_key bytea not null,
  sealed_seal bytea not null,
  picture_svg text not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  state text not null check (state in ('active', 'suspended'))
);
create index seal_organ on sealing.seal (organ_id);
create table sealing.seal_user (
  seal_id uuid not null,
  account_id uuid not null,
  allowed boolean not null,
  decided_by uuid not null,
  decided_at timestamptz not null,
  primary key (seal_id, account_id)
);
create table sealing.seal_use (
  seal_id uuid not null,
  use_id uuid not null,
  at timestamptz not null,
  account_id uuid not null,
  purpose text not null,
  subject text not null,
  digest bytea not null,
  primary key (seal_id, use_id)
);

grant usage on schema sealing to liangzheng_app;
grant select, insert, update on sealing.authority, sealing.seal, sealing.seal_user to liangzheng_app;
grant select, insert on sealing.seal_use to liangzheng_app;
