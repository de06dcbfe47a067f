-- A seal from application to destruction. Its row stands from the application on; key, certificate and picture come with
-- the making. Where the seal shows a person's name, they stand in `closed_die` alone, sealed.
create sequence sealing.seal_number;

alter table sealing.seal
  add column kind text not null default 'licence'
    check (kind in ('official', 'licence', 'contract', 'finance', 'invoice', 'legal-representative', 'personal')),
  add column owner_kind text not null default 'department' check (owner_kind in ('department', 'enterprise', 'person')),
  add column owner_id uuid,
  add column bearer_id uuid,
  add column applied_by uuid,
  add column replaces uuid,
  add column closed_die bytea,
  alter column signer_certificate drop not null,
  alter column private_key drop not null,
  alter column sealed_seal drop not null,
  alter column picture_svg drop not null,
  alter column valid_from drop not null,
  alter column valid_to drop not null;
alter table sealing.seal drop constraint seal_state_check;
alter table sealing.seal
  add constraint seal_state_check check (state in
    ('applied', 'approved', 'refused', 'made', 'active', 'suspended', 'lost', 'revoked', 'replaced', 'destroyed')),
  add constraint seal_owner check ((owner_kind = 'department') = (owner_id is null)),
  add constraint seal_made check (state in ('applied', 'approved', 'refused')
    or (valid_to is not null and (closed_die is not null or sealed_seal is not null))),
  add constraint seal_key check (state in ('applied', 'approved', 'refused', 'destroyed') or private_key is not null);

-- An owner has one of these kinds at a time: one in use, and one under way to follow it.
create unique index seal_one_in_use on sealing.seal (coalesce(owner_id, organ_id), kind)
  where kind in ('official', 'finance', 'legal-representative', 'personal') and state in ('active', 'suspended');
create unique index seal_one_under_way on sealing.seal (coalesce(owner_id, organ_id), kind)
  where kind in ('official', 'finance', 'legal-representative', 'personal') and state in ('applied', 'approved', 'made');
create index seal_owner on sealing.seal (owner_id) where owner_id is not null;

-- Every act of a seal's life. Written once.
create table sealing.seal_act (
  seal_id uuid not null,
  act_id uuid not null,
  at timestamptz not null,
  act text not null,
  state text not null,
  account_id uuid not null,
  reason text not null,
  document_number text not null,
  deciding_organ text not null,
  since timestamptz,
  primary key (seal_id, act_id)
);

-- Uses outside issuance: one asks, another grants, and it is used once.
create table sealing.use_request (
  request_id uuid primary key,
  seal_id uuid not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  document text not null,
  digest bytea not null,
  reason text not null,
  state text not null check (state in ('asked', 'granted', 'refused', 'used')),
  decided_by uuid,
  decided_at timestamptz,
  decision_reason text,
  used_at timestamptz,
  signed_value bytea,
  check ((state = 'used') = (signed_value is not null)),
  check (decided_by is null or decided_by <> asked_by)
);
create index use_request_seal on sealing.use_request (seal_id, request_id);

grant usage on sequence sealing.seal_number to liangzheng_app;
grant select, insert on sealing.seal_act to liangzheng_app;
grant select, insert, update on sealing.use_request to liangzheng_app;
