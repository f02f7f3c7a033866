-- One row: the name under which another transaction can use this transaction's snapshot.
-- No relation is read.
select pg_export_snapshot() as snapshot
