create schema checks;

-- The seal that reports of the public desk bear, and the account in whose charge it is pressed.
create table checks.report_seal (
  one boolean primary key default true check (one),
  seal_id uuid not null,
  account_id uuid not null,
  settled_at timestamptz not null
);
-- The key that signs trust lists: no certificate authority's, for a list is no certificate.
create table checks.keeper (
  one boolean primary key default true check (one),
  public_key bytea not null,
  private_key bytea not null
);
create table checks.trust_list (
  sequence bigint primary key,
  issued_at timestamptz not null,
  -- SM3 of what it says of whom to trust: the same again makes no new list on the same day.
  content bytea not null,
  list text not null
);
-- What was said of a file, never the file.
create table checks.report (
  number text primary key,
  at timestamptz not null,
  digest bytea not null,
  verdict text not null,
  summary text not null,
  report_digest bytea not null,
  trust_sequence bigint not null
);
create index report_at on checks.report (at);

grant usage on schema checks to liangzheng_app;
grant select, insert, update on checks.report_seal to liangzheng_app;
grant select, insert on checks.keeper, checks.trust_list to liangzheng_app;
grant select, insert, delete on checks.report to liangzheng_app;
