-- What this role may do with each existing relation: its name, whether it may read every required column, whether it
-- may write to the relation, and whether it owns it. By relation, ascending.
-- $1: schema; $2, $3: relations and columns, pairwise.
-- Served by the indexes of the catalogue.
select c.relname::text as relation,
       bool_and(has_column_privilege(c.oid, a.attnum, 'select')) as may_read,
       has_table_privilege(c.oid, 'insert, update, delete, truncate')
         or has_any_column_privilege(c.oid, 'insert, update') as may_write,
       pg_has_role(c.relowner, 'usage') as is_owner
from unnest($2::text[], $3::text[]) as w (relation, name)
join pg_catalog.pg_namespace n on n.nspname = $1::text
join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = w.relation and c.relkind in ('r', 'p', 'v', 'm', 'f')
join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = w.name and a.attnum > 0 and not a.attisdropped
group by c.oid, c.relname, c.relowner
order by c.relname
