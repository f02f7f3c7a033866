-- Sets up a checking transaction, for itself only; one row. A relation that somebody else has locked is not waited for. Comes
-- after read/session.sql.
-- No relation is read.
select set_config('lock_timeout', '5s', true), set_config('statement_timeout', '30s', true)
