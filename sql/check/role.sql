-- One row: this role, and whether it is a superuser, may create databases, may create roles, may replicate, bypasses
-- row level security, and may create in the schema $1.
-- By the indexes of the catalogue.
select rolname::text, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls,
       coalesce(has_schema_privilege(to_regnamespace(quote_ident($1::text)), 'create'), false)
from pg_catalog.pg_roles
where rolname = current_user
