-- Every unique key begins with the key its rows are spread by (hard rule 10), and what a use was for is sealed wherever
-- it stands. Fewer indexes also make a scan cheaper: one of them is written for each row.

-- A run over many licences has no licence key: it lies with the party that asked.
create table use.run_receipt (
  party_id uuid not null,
  receipt_id uuid not null,
  at timestamptz not null,
  basis text not null,
  account_id uuid not null,
  organ_id uuid,
  session_id uuid,
  fields text[] not null,
  -- What the reading was for and where, sealed.
  circumstances bytea not null,
  -- How many licences, and the digest of their keys.
  count integer not null,
  digest bytea not null,
  primary key (party_id, receipt_id)
);
grant select, insert on use.run_receipt to liangzheng_app;
insert into use.run_receipt
  select a.person_id, r.receipt_id, r.at, r.basis, r.account_id, r.organ_id, r.session_id, r.fields, r.circumstances,
    r.run_count, r.run_digest
  from use.receipt r join access.account a on a.account_id = r.account_id
  where r.licence_key is null;
delete from use.receipt where licence_key is null;

alter table use.receipt drop constraint receipt_pkey, drop column run_count, drop column run_digest;
drop index use.receipt_licence;
alter table use.receipt add primary key (licence_key, receipt_id);

-- The circumstances are the receipt's own, byte for byte; a verification of an unknown code has no receipt.
alter table presentation.verification add column circumstances bytea;
update presentation.verification v set circumstances = r.circumstances
  from use.receipt r where r.licence_key = v.licence_key and r.receipt_id = v.verification_id;
drop index presentation.verification_account, presentation.verification_show_code;
alter table presentation.verification
  drop constraint verification_pkey,
  drop column purpose,
  alter column checks type json using checks::text::json;
-- What an officer did lies with the officer's account.
alter table presentation.verification add primary key (account_id, verification_id);

-- A code is written twice within a minute: room on the page keeps its indexes out of the second time.
alter table presentation.show_code set (fillfactor = 50);
alter table presentation.show_code drop column verifier_organ, drop column verifier_key;

update platform.event set payload = payload - 'purpose' where kind = 'licence-verified';
