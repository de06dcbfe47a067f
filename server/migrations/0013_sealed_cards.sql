-- An officer's card number is sealed, like whatever else is personal. Those that stand in plain are sealed when the
-- server next starts, which has the key.
alter table access.account add column sealed_card bytea;
