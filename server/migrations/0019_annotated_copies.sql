-- Annotated copies (加注件) of licences: written once, revoked by a row of their own. What a copy is for and its file are
-- sealed under a key of the holder that asked for it. The number is random and names nobody.
create table use.annotated_copy (
  licence_key uuid not null,
  copy_id uuid not null,
  copy_number text not null,
  version integer not null,
  party_id uuid not null,
  account_id uuid not null,
  receipt_id uuid not null,
  made_at timestamptz not null,
  valid_until date not null,
  maker_name text not null,
  seal_id uuid not null,
  particulars bytea not null,
  content_keys bytea not null,
  file_digest bytea not null,
  stored_file bytea not null,
  primary key (licence_key, copy_id)
);
create index annotated_copy_party on use.annotated_copy (party_id, copy_id desc);

-- Where a number leads: a table of its own, spread by the number as the copies are by their licence.
create table use.copy_number (
  copy_number text primary key,
  licence_key uuid not null,
  copy_id uuid not null
);

create table use.copy_revocation (
  licence_key uuid not null,
  copy_id uuid not null,
  at timestamptz not null,
  account_id uuid not null,
  primary key (licence_key, copy_id)
);
grant select, insert on use.annotated_copy, use.copy_number, use.copy_revocation to liangzheng_app;

-- Seals that annotated copies get without a hand on them, and who answers for that. The one without an issuer seals the
-- copies of any licence; another only those of its own body's licences, by the authority that is named.
create table sealing.copy_seal (
  seal_id uuid primary key,
  issuer_id uuid,
  authority text,
  registered_at timestamptz not null,
  registered_by uuid not null,
  check ((issuer_id is null) = (authority is null))
);
create index copy_seal_issuer on sealing.copy_seal (issuer_id);
grant select, insert on sealing.copy_seal to liangzheng_app;

alter table sealing.seal drop constraint seal_kind_check;
alter table sealing.seal add constraint seal_kind_check check (kind in
  ('official', 'licence', 'contract', 'finance', 'invoice', 'copy', 'legal-representative', 'personal'));
