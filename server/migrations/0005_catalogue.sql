create schema catalogue;

create table catalogue.licence_type (
  type_key text primary key,
  code text not null unique,
  origin text not null check (origin in ('made-here', 'collected', 'relayed')),
  created_at timestamptz not null
);
create table catalogue.type_version (
  type_key text not null,
  version integer not null,
  state text not null check (state in ('draft', 'proposed', 'published')),
  definition jsonb not null,
  saved_by uuid not null,
  proposed_by uuid,
  published_by uuid,
  published_at timestamptz,
  primary key (type_key, version)
);
-- One unfinished version of a type at a time.
create unique index type_version_unfinished on catalogue.type_version (type_key) where state <> 'published';

create table catalogue.adoption (
  type_key text not null,
  organ_id uuid not null,
  seal_id uuid not null,
  adopted_by uuid not null,
  adopted_at timestamptz not null,
  primary key (type_key, organ_id)
);

grant usage on schema catalogue to liangzheng_app;
grant select, insert, update on all tables in schema catalogue to liangzheng_app;
