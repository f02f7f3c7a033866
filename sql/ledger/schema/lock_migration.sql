-- One row. Lets only one migration of a ledger run at a time, until the end of the transaction. $1: its schema.
-- No relation is read.
select pg_advisory_xact_lock(hashtext($1::text || '.migrate'))
