-- One row: whether the schema of the ledger and the ledger in it exist, even if this role may not use them. Runs before
-- deployment.sql, which needs the ledger.
-- $1: the ledger's schema.
-- A lookup in the catalogue.
select exists (select from pg_catalog.pg_namespace where nspname = $1::text) as schema_exists,
       exists (select from pg_catalog.pg_class c
               join pg_catalog.pg_namespace n on n.oid = c.relnamespace
               where n.nspname = $1::text and c.relname = 'deployment') as ledger_exists
