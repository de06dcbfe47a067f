-- 授权用证: what units may ask for (用证清单), what they asked whom, and what holders agreed to.
create schema consent;

-- One material of an item: which unit, by what law, which fields of which type. Policy, and public.
create table consent.use_item (
  item_id uuid primary key,
  organ_id uuid not null,
  item_code text not null,
  item_name text not null,
  legal_basis text not null,
  type_key text not null,
  fields text[] not null check (cardinality(fields) > 0),
  form text not null check (form in ('fields')),
  state text not null check (state in ('proposed', 'published', 'refused', 'withdrawn')),
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  decision_reason text,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  withdrawal_reason text,
  check (decided_by is null or decided_by <> proposed_by)
);
-- A new version may be proposed while the old one is in force, and takes its place when it is published.
create unique index use_item_proposed on consent.use_item (organ_id, item_code, type_key)
  where state = 'proposed';
create unique index use_item_published on consent.use_item (organ_id, item_code, type_key)
  where state = 'published';

-- The holder is null where nobody has the number: the unit is not told. Purpose, business number and the number that was
-- typed are sealed.
create table consent.request (
  request_id uuid primary key,
  organ_id uuid not null,
  account_id uuid not null,
  party_id uuid,
  item_id uuid not null,
  type_key text not null,
  fields text[] not null,
  until date,
  particulars bytea not null,
  asked_at timestamptz not null,
  answer_by timestamptz not null,
  state text not null check (state in ('asked', 'agreed', 'refused')),
  answered_at timestamptz
);
create index request_organ on consent.request (organ_id, request_id desc);
create index request_party on consent.request (party_id, request_id desc);

create table consent.authorisation (
  party_id uuid not null,
  request_id uuid not null,
  licence_key uuid not null,
  account_id uuid not null,
  fields text[] not null check (cardinality(fields) > 0),
  once boolean not null,
  valid_until date not null,
  agreed_at timestamptz not null,
  spent_at timestamptz,
  withdrawn_at timestamptz,
  primary key (party_id, request_id)
);

-- A code is for one reading. Kept as its SM3; those that were used are the list of readings and stay.
create table consent.auth_code (
  code_digest bytea primary key,
  party_id uuid not null,
  request_id uuid not null,
  account_id uuid not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  used_key text,
  receipt_id uuid,
  version integer,
  check ((used_at is null) = (used_key is null) and (used_at is null) = (receipt_id is null))
);
create index auth_code_request on consent.auth_code (request_id) where used_at is not null;
create index auth_code_unused on consent.auth_code (expires_at) where used_at is null;

grant usage on schema consent to liangzheng_app;
grant select, insert, update on all tables in schema consent to liangzheng_app;
grant delete on consent.auth_code to liangzheng_app;
