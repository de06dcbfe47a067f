-- Certificates taken back for good, and every revocation list that was made: both are evidence and never change.
create table sealing.revocation (
  serial bytea primary key,
  seal_id uuid not null,
  revoked_at timestamptz not null,
  invalid_since timestamptz,
  reason text not null,
  account_id uuid not null
);
create table sealing.revocation_list (
  authority text not null,
  number bigint not null,
  this_update timestamptz not null,
  next_update timestamptz not null,
  der bytea not null,
  primary key (authority, number)
);
grant select, insert on sealing.revocation, sealing.revocation_list to liangzheng_app;

alter table sealing.seal drop constraint seal_state_check;
alter table sealing.seal add constraint seal_state_check check (state in ('active', 'suspended', 'revoked'));
