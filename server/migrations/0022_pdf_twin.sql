-- The keys that attest PDF twins: no organ's seal, and no authority's, so that none of them can make another certificate.
create table sealing.twin_signer (
  scheme text primary key check (scheme in ('sm2', 'p256')),
  certificate bytea not null,
  private_key bytea not null
);
grant select, insert on sealing.twin_signer to liangzheng_app;
