create schema licences;

-- The current state of a licence: one row, so that no reader ever replays a history.
create table licences.licence (
  licence_key uuid primary key,
  type_key text not null,
  type_version integer not null,
  origin text not null,
  organ_id uuid not null,
  issuer_name text not null,
  current_version integer not null,
  stored_status text not null check (stored_status in ('valid', 'suspended', 'withdrawn', 'rescinded', 'revoked', 'cancelled', 'void')),
  -- The last act takes effect on this day; before it the licence is what it was.
  status_from date not null,
  previous_status text not null,
  status_reason text,
  flags text[] not null default '{}',
  issued_on date not null,
  valid_from date,
  valid_to date,
  created_at timestamptz not null
);
create index licence_custody on licences.licence (organ_id, licence_key desc);
create index licence_custody_type on licences.licence (organ_id, type_key, licence_key desc);

create table licences.holder (
  licence_key uuid not null,
  party_id uuid not null,
  ordinal integer not null,
  role text not null,
  share text,
  primary key (licence_key, party_id)
);
create index holder_party on licences.holder (party_id, licence_key desc);

-- One ciphertext per version. The identifier names a file version (GB/T 36904) and may hold a personal number
-- in its serial: it stands inside the ciphertext, and is found by its keyed index.
create table licences.version (
  licence_key uuid not null,
  version integer not null,
  identifier_index bytea not null,
  number_index bytea not null,
  type_version integer not null,
  sealed bytea not null,
  sealed_photo bytea,
  content_keys bytea not null,
  digest bytea not null,
  file_digest bytea,
  stored_file bytea,
  kind text not null,
  state text not null check (state in ('current', 'superseded')),
  issued_on date not null,
  recorded_at timestamptz not null,
  primary key (licence_key, version)
);
create index version_number on licences.version (number_index);
create index version_identifier on licences.version (identifier_index);

-- At most one live licence under a type, number and issuer: the race between two clerks ends here.
create table licences.live_number (
  type_key text not null,
  organ_id uuid not null,
  number_index bytea not null,
  licence_key uuid not null,
  primary key (type_key, organ_id, number_index)
);

create table licences.object (
  licence_key uuid not null,
  kind text not null,
  value_index bytea not null,
  primary key (licence_key, kind, value_index)
);
create index object_value on licences.object (value_index);

-- Dated acts: never edited, never deleted.
create table licences.status_act (
  licence_key uuid not null,
  act_id uuid not null,
  act text not null,
  from_status text not null,
  to_status text not null,
  deciding_organ text not null,
  executing_organ text not null,
  document_number text not null,
  basis text not null,
  reason text not null,
  effective_on date not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  primary key (licence_key, act_id)
);
create table licences.flag (
  licence_key uuid not null,
  flag_id uuid not null,
  kind text not null,
  source text not null,
  document_number text not null,
  set_at timestamptz not null,
  set_by uuid not null,
  released_at timestamptz,
  released_by uuid,
  release_document text,
  primary key (licence_key, flag_id)
);
create unique index flag_live on licences.flag (licence_key, kind) where released_at is null;

create table licences.related (
  licence_key uuid not null,
  related_key uuid not null,
  kind text not null,
  primary key (licence_key, related_key)
);

grant usage on schema licences to liangzheng_app;
grant select, insert, update on all tables in schema licences to liangzheng_app;
grant delete on licences.live_number to liangzheng_app;
revoke update on licences.status_act from liangzheng_app;
