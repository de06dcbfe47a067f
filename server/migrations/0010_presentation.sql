create schema presentation;

-- A code is known by the SM3 digest of its token. The row is spread by that digest: a scan knows nothing else.
create table presentation.show_code (
  token_digest bytea primary key,
  show_code_id uuid not null,
  licence_key uuid not null,
  party_id uuid not null,
  created_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  redeemed_at timestamptz,
  verification_id uuid,
  verifier_account uuid,
  verifier_organ uuid,
  verifier_key text
);
create unique index show_code_id on presentation.show_code (show_code_id);
-- The typed form: digits, valid for one unit only.
create table presentation.short_code (
  organ_id uuid not null,
  short_digest bytea not null,
  token_digest bytea not null,
  expires_at timestamptz not null,
  primary key (organ_id, short_digest)
);
create table presentation.typed_miss (
  account_id uuid primary key,
  misses integer not null,
  locked_until timestamptz
);

create table presentation.verification (
  verification_id uuid primary key,
  account_id uuid not null,
  organ_id uuid,
  idempotency_key text not null,
  at timestamptz not null,
  outcome text not null,
  token_digest bytea not null,
  answer integer not null,
  checks jsonb not null,
  purpose text not null,
  show_code_id uuid,
  licence_key uuid,
  version integer,
  type_key text,
  disclosure text not null check (disclosure in ('none', 'asked', 'granted', 'refused')),
  decided_at timestamptz,
  unique (account_id, idempotency_key)
);
create index verification_account on presentation.verification (account_id, verification_id desc);
create index verification_show_code on presentation.verification (show_code_id);

grant usage on schema presentation to liangzheng_app;
grant select, insert, update on all tables in schema presentation to liangzheng_app;
grant delete on presentation.show_code, presentation.short_code, presentation.typed_miss to liangzheng_app;
