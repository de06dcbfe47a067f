-- Authorities of others whose signatures are believed here. One person proposes, another decides; what is decided is not
-- undone but withdrawn. All of it is public: certificates and who decided what.
create table checks.trusted_authority (
  authority_id uuid primary key,
  -- SM3 of the certificate.
  fingerprint bytea not null,
  name text not null,
  certificate bytea not null,
  -- Help to build chains, and are trusted by nobody for themselves.
  intermediates bytea[] not null,
  uses text[] not null check (cardinality(uses) > 0 and uses <@ array['signer', 'maker', 'time-stamp']),
  state text not null check (state in ('proposed', 'trusted', 'refused', 'withdrawn')),
  reason text not null,
  document_number text not null,
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  decision_reason text,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  withdrawal_reason text,
  -- One for each issuer, the newest that was handed in.
  revocation_lists bytea[] not null default '{}',
  check (decided_by is null or decided_by <> proposed_by)
);
create unique index trusted_authority_live on checks.trusted_authority (fingerprint)
  where state in ('proposed', 'trusted');

grant select, insert, update on checks.trusted_authority to liangzheng_app;
