-- Shipped with PostgreSQL and trusted: the owner of the database may install it.
create extension if not exists pg_trgm;

create schema parties;

-- Government bodies. Names and codes are public; what a body was called before stays valid for what it issued then.
create table parties.organ (
  organ_id uuid primary key,
  code text not null,
  name text not null,
  division text not null,
  level text not null check (level in ('national', 'province', 'city', 'county')),
  parent_id uuid,
  unique (code)
);
create table parties.organ_history (
  organ_id uuid not null,
  code text not null,
  name text not null,
  valid_from date not null,
  valid_to date,
  successor_id uuid,
  primary key (organ_id, valid_from)
);

-- Holders. Enterprises are public data and stand in plain; persons are sealed and found by a keyed index only.
create table parties.party (
  party_id uuid primary key,
  kind text not null check (kind in ('person', 'organisation')),
  code_type text not null,
  code_index bytea not null,
  public_name text,
  public_code text,
  sealed bytea,
  data_key bytea not null,
  created_at timestamptz not null,
  unique (code_index),
  check ((kind = 'person') = (sealed is not null)),
  check ((kind = 'person') = (public_code is null))
);
create index party_public_name on parties.party using gin (public_name gin_trgm_ops);

-- Who legally represents an enterprise, and since when.
create table parties.representative (
  party_id uuid not null,
  person_id uuid not null,
  since timestamptz not null,
  until timestamptz,
  primary key (party_id, person_id, since)
);
create index representative_person on parties.representative (person_id);

grant usage on schema parties to liangzheng_app;
grant select, insert, update on all tables in schema parties to liangzheng_app;
