-- One row: what the server says it is, and the names of the extensions and functions that tell kinds of servers apart
-- (empty: it is none that they tell).
-- Served by the indexes of the catalogue.
select version() as version,
       coalesce((select string_agg(name, ' ' order by name)
                 from (select extname::text as name from pg_catalog.pg_extension
                       where extname in ('citus', 'timescaledb')
                       union
                       select 'aurora' from pg_catalog.pg_proc where proname = 'aurora_version') as found), '') as marks
