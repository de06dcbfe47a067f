-- An act recorded for a later day changes nothing before that day: neither the reason that is shown with the status,
-- nor the claim to the number.
alter table licences.licence add column previous_reason text;
comment on column licences.licence.previous_reason is 'Stands until status_from, as previous_status does.';
alter table licences.live_number add column free_from date;
comment on column licences.live_number.free_from is
  'Another licence may take the number from this day; null while the licence lives.';

-- Objects are those of the current version. What versions before this migration left behind is found by a keyed index
-- and cannot be told apart here: the next version of such a licence clears it.
grant delete on licences.object to liangzheng_app;

-- A batch of a type that wants a second person is worked off as that person.
alter table issuance.batch add column second_person boolean not null default false;
alter table issuance.batch add column approved_by uuid;
alter table issuance.batch add column approved_at timestamptz;
-- Asked at every start: which batches did a killed process leave in the middle?
create index batch_row_waiting on issuance.batch_row (batch_id) where state = 'waiting';
