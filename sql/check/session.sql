-- Sets up a checking transaction, for that transaction only; one row. Does not wait for a relation that somebody else
-- has locked. Runs after read/session.sql.
-- No relation is read.
select set_config('lock_timeout', '5s', true), set_config('statement_timeout', '30s', true)
