-- The privileges that this role needs to create the ledger and lacks, in the form of lacking_privileges.sql: on the
-- schema if it exists, otherwise on the database. One row, or no row if nothing is missing.
-- $1: the ledger's schema.
-- Served by the indexes of the catalogue.
select 'schema ' || quote_ident(nspname) as object,
       concat_ws(', ', case when not has_schema_privilege(oid, 'usage') then 'usage' end,
                 case when not has_schema_privilege(oid, 'create') then 'create' end) as privileges,
       current_user::text as role
from pg_catalog.pg_namespace
where nspname = $1::text and not (has_schema_privilege(oid, 'usage') and has_schema_privilege(oid, 'create'))
union all
select 'database ' || quote_ident(current_database()), 'create', current_user::text
where not exists (select from pg_catalog.pg_namespace where nspname = $1::text)
  and not has_database_privilege(current_database(), 'create')
