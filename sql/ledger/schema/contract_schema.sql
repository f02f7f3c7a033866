-- What prevents this role from creating the reference tables in the schema $1. One row: whether views or foreign tables
-- of the contract exist there already, and the missing grant (NULL: nothing is missing).
-- Served by the indexes of the catalogue.
select exists (select from pg_catalog.pg_class c
               join pg_catalog.pg_namespace n on n.oid = c.relnamespace
               where n.nspname = $1::text and c.relkind in ('v', 'm', 'f')) as has_views,
       case when (select not has_schema_privilege(oid, 'create') from pg_catalog.pg_namespace where nspname = $1::text)
            then format('grant create on schema %I to %I;', $1::text, current_user)
            when not exists (select from pg_catalog.pg_namespace where nspname = $1::text)
                 and not has_database_privilege(current_database(), 'create')
            then format('grant create on database %I to %I;', current_database(), current_user) end as missing_grant
