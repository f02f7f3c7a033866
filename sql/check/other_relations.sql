-- The relations outside of the contract that this role may read or change, by schema and name, ascending: schema.name,
-- and whether it may change it. Those of PostgreSQL, of extensions, of the ledger and of other sessions are left out.
-- $1: the contract's schema; $2: its relations; $3: the ledger's schema.
-- Served by the indexes of the catalogue, with one look at each relation of the database.
select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as relation,
       has_table_privilege(c.oid, 'insert, update, delete, truncate')
         or has_any_column_privilege(c.oid, 'insert, update') as may_write
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
  and n.nspname not in ('pg_catalog', 'information_schema', $3::text) and n.nspname !~ '^pg_(toast|temp)'
  and not (n.nspname = $1::text and c.relname = any ($2::text[]))
  and not exists (select from pg_catalog.pg_depend e
                  where e.classid = 'pg_catalog.pg_class'::regclass and e.objid = c.oid and e.deptype = 'e')
  and has_schema_privilege(n.oid, 'usage')
  and (has_any_column_privilege(c.oid, 'select') or has_table_privilege(c.oid, 'insert, update, delete, truncate')
       or has_any_column_privilege(c.oid, 'insert, update'))
order by n.nspname, c.relname
