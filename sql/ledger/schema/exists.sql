-- One row: whether the ledger exists, even if this role may not use it. Runs before deployment.sql, which needs
-- the ledger.
-- A lookup in the catalogue.
select exists (select from pg_catalog.pg_class c
               join pg_catalog.pg_namespace n on n.oid = c.relnamespace
               where n.nspname = 'sent_source_data' and c.relname = 'deployment') as ledger_exists
