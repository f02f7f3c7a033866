-- One row: the name of the database that the counters are read from, as its server knows it.
-- No relation is read.
select current_database()::text as name
