-- One row. Lets only one migration run at a time, until the end of the transaction.
-- No relation is read.
select pg_advisory_xact_lock(hashtext('sent_source_data.migrate'))
