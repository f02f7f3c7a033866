-- One row: the name under which another transaction can read the same snapshot as this one.
-- No relation is read.
select pg_export_snapshot()
