-- Every time stamp given out: a serial is never used twice, and no stamp is dated before one that was given out earlier.
create table sealing.time_stamp (
  serial bytea primary key check (octet_length(serial) = 16),
  -- SM3 of what was stamped.
  imprint bytea not null check (octet_length(imprint) = 32),
  at timestamptz not null,
  policy text not null
);
create index time_stamp_at on sealing.time_stamp (at desc);
grant select, insert on sealing.time_stamp to liangzheng_app;
