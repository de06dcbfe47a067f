-- 联合盖章: a draft that is approved and bears its issuer's seal collects those of other bodies before it is a licence.
alter table issuance.draft drop constraint draft_state_check;
alter table issuance.draft add constraint draft_state_check
  check (state in ('open', 'submitted', 'sealing', 'issued', 'discarded'));
-- The bodies that the draft names, by the party they stand for: public codes.
alter table issuance.draft add column sealers jsonb not null default '{}';

-- One attempt. What is being sealed stands here sealed under a content key of its own, as a version's parts are; when the
-- attempt is over its keys are deleted, and nobody can read the file any more.
create table issuance.joint_sealing (
  draft_id uuid not null,
  sealing_id uuid not null,
  state text not null check (state in ('under-way', 'delivered', 'refused', 'withdrawn')),
  licence_key uuid not null,
  version integer not null,
  replaces uuid,
  -- In the order of the licence's holders.
  holder_ids uuid[] not null,
  -- SM3 of the record, fixed before the first seal.
  digest bytea not null,
  seal_name text not null,
  sealed_record bytea,
  sealed_photo bytea,
  stored_file bytea,
  content_keys bytea,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (draft_id, sealing_id),
  check ((state = 'under-way') = (content_keys is not null)),
  check ((state = 'under-way') = (ended_at is null))
);
create unique index joint_sealing_under_way on issuance.joint_sealing (draft_id) where state = 'under-way';

-- What one body has to do: it waits for its turn, is open, and is then sealed, refused, or closed with the attempt.
create table issuance.sealing_task (
  draft_id uuid not null,
  task_id uuid not null,
  sealing_id uuid not null,
  position integer not null,
  party_id text not null,
  organ_id uuid not null,
  state text not null check (state in ('waiting', 'open', 'sealed', 'refused', 'closed')),
  due_at timestamptz,
  -- When both sides were told that the day had passed.
  told_at timestamptz,
  decided_by uuid,
  decided_at timestamptz,
  seal_name text,
  reason text,
  primary key (draft_id, task_id),
  unique (draft_id, sealing_id, position)
);
create index sealing_task_id on issuance.sealing_task (task_id);
create index sealing_task_organ on issuance.sealing_task (organ_id, task_id desc);
create index sealing_task_due on issuance.sealing_task (due_at) where state = 'open' and told_at is null;

grant select, insert, update on issuance.joint_sealing, issuance.sealing_task to liangzheng_app;
