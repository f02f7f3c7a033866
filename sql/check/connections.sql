-- One row: how many sessions this role, this database and the server may have at a time (-1: no limit of its own), and
-- how many each of them has besides this one. A superuser has no limits of role and database.
-- Served by the indexes of the catalogue; the sessions are read from memory.
select case when r.rolsuper then -1 else r.rolconnlimit end as role_limit,
       case when r.rolsuper then -1 else d.datconnlimit end as database_limit,
       current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
         - coalesce(current_setting('reserved_connections', true)::int, 0) as server_limit,
       (select count(*) from pg_catalog.pg_stat_activity a
        where a.usesysid = r.oid and a.pid <> pg_backend_pid() and a.backend_type = 'client backend') as of_role,
       (select count(*) from pg_catalog.pg_stat_activity a
        where a.datid = d.oid and a.pid <> pg_backend_pid() and a.backend_type = 'client backend') as of_database,
       (select count(*) from pg_catalog.pg_stat_activity a
        where a.pid <> pg_backend_pid() and a.backend_type = 'client backend') as of_server
from pg_catalog.pg_roles r, pg_catalog.pg_database d
where r.rolname = current_user and d.datname = current_database()
