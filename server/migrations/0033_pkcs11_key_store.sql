-- Keys may lie in a token of PKCS #11 too, which has no numbered slots for them: a key is known there by its identifier, which
-- the sealed handle holds.
alter table sealing.authority drop constraint authority_key_store_check,
  add constraint authority_key_store_check check (key_store in ('software', 'sdf', 'pkcs11'));
alter table sealing.seal drop constraint seal_key_store_check,
  add constraint seal_key_store_check check (key_store in ('software', 'sdf', 'pkcs11'));
alter table sealing.twin_signer drop constraint twin_signer_key_store_check,
  add constraint twin_signer_key_store_check check (key_store in ('software', 'sdf', 'pkcs11'));
alter table platform.device_key drop constraint device_key_store_check,
  add constraint device_key_store_check check (store in ('sdf', 'pkcs11')),
  alter column slot drop not null,
  add constraint device_key_slot_known check (store <> 'sdf' or slot is not null);
