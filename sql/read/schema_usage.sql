-- One row: whether this role may use a schema (NULL: the schema does not exist), and this role. $1: the schema.
-- A lookup in the catalogue.
select (select has_schema_privilege(oid, 'usage') from pg_catalog.pg_namespace where nspname = $1::text) as may_use,
       current_user::text as role
