-- The existing relations in which this role may not read every required column. By relation, ascending. No row: it may
-- read all of them.
-- $1: schema; $2, $3: relations and columns, pairwise.
-- Served by the indexes of the catalogue.
select c.relname::text as relation
from unnest($2::text[], $3::text[]) as w (relation, name)
join pg_catalog.pg_namespace n on n.nspname = $1::text
join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = w.relation and c.relkind in ('r', 'p', 'v', 'm', 'f')
join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = w.name and a.attnum > 0 and not a.attisdropped
where not has_column_privilege(c.oid, a.attnum, 'select')
group by c.relname
order by c.relname
