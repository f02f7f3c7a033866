-- One row: whether this role may use a schema that exists, NULL when it does not; and this role. $1: the schema.
-- A look-up in the catalogue.
select (select has_schema_privilege(oid, 'usage') from pg_catalog.pg_namespace where nspname = $1::text), current_user::text
