-- A version may have other holders than the one before it: those of the current version stand in this table.
grant delete on licences.holder to liangzheng_app;
