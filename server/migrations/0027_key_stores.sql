-- Which store holds a key. For `software`, private_key is the key itself, sealed; for a device it is what names the key
-- there, sealed too: whoever can write rows cannot point one seal at another's key.
alter table sealing.authority add column key_store text not null default 'software' check (key_store in ('software', 'sdf'));
alter table sealing.seal add column key_store text not null default 'software' check (key_store in ('software', 'sdf'));
alter table sealing.twin_signer add column key_store text not null default 'software' check (key_store in ('software', 'sdf'));

-- The keys of devices that were taken into use. A slot whose key is made anew by the device's administrator has another
-- public key, and is free again; a key that was used once is never given out a second time.
create table platform.device_key (
  public_key bytea primary key check (octet_length(public_key) = 65),
  store text not null check (store in ('sdf')),
  slot integer not null check (slot > 0),
  about text not null,
  taken_at timestamptz not null default clock_timestamp(),
  destroyed_at timestamptz
);
create index device_key_slot on platform.device_key (store, slot);
grant select, insert on platform.device_key to liangzheng_app;
grant update (destroyed_at) on platform.device_key to liangzheng_app;
