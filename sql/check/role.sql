-- One row: this role, and whether it is a superuser, may create databases, may create roles, may replicate, bypasses
-- row level security, and may create in the schema $1.
-- Served by the indexes of the catalogue.
select rolname::text as role, rolsuper as is_superuser, rolcreatedb as may_create_databases,
       rolcreaterole as may_create_roles, rolreplication as may_replicate, rolbypassrls as bypasses_row_security,
       coalesce(has_schema_privilege(to_regnamespace(quote_ident($1::text)), 'create'), false) as may_create_in_schema
from pg_catalog.pg_roles
where rolname = current_user
