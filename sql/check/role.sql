-- One row: this role, and whether it is a superuser, may create databases, and may create roles.
-- By the indexes of the catalogue.
select rolname::text, rolsuper, rolcreatedb, rolcreaterole
from pg_catalog.pg_roles
where rolname = current_user
