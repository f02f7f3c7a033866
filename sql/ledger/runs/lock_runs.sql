-- One row. Lets only one run begin, or join a --resend, at a time, until the end of the transaction.
-- No relation is read.
select pg_advisory_xact_lock(hashtext(current_schema() || '.runs'))
