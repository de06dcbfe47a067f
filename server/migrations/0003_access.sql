create schema access;

create table access.account (
  account_id uuid primary key,
  subject text not null unique,
  person_id uuid not null,
  organ_id uuid,
  roles text[] not null,
  card_number text,
  closed_at timestamptz
);
create index account_organ on access.account (organ_id);

-- A session is known by the SM3 digest of its cookie: the table opens no door.
create table access.session (
  token_digest bytea primary key,
  session_id uuid not null,
  account_id uuid not null,
  app text not null,
  acting_for uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);

-- Sign-ins under way: state, nonce and PKCE verifier, sealed.
create table access.sign_in (
  state_digest bytea primary key,
  sealed bytea not null,
  expires_at timestamptz not null
);

-- What the embedded OpenID provider must remember.
create table access.provider_record (
  model text not null,
  id text not null,
  payload jsonb not null,
  grant_id text,
  uid text,
  user_code text,
  consumed_at timestamptz,
  expires_at timestamptz,
  primary key (model, id)
);
create index provider_record_grant on access.provider_record (grant_id);
create index provider_record_uid on access.provider_record (uid);

create table access.provider_secret (
  name text primary key,
  sealed bytea not null
);

grant usage on schema access to liangzheng_app;
grant select, insert, update on all tables in schema access to liangzheng_app;
grant delete on access.provider_record, access.sign_in, access.session to liangzheng_app;

-- Whom the embedded provider offers to sign in as; empty in production.
create table access.demo_person (
  account_id uuid primary key,
  ordinal integer not null,
  app text not null,
  note text not null,
  note_en text not null
);
grant select, insert on access.demo_person to liangzheng_app;
