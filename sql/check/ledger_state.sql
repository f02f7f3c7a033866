-- One row: whether the ledger's database is a standby, which refuses writes.
-- No relation is read.
select pg_is_in_recovery() as is_standby
