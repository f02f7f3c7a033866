-- For each required column, in the order of the arguments: relation, name, whether the relation exists, and the
-- column's type (NULL: no such column).
-- $1: schema; $2, $3: relations and columns, pairwise.
-- Served by the indexes of the catalogue.
select w.relation, w.name, c.oid is not null as relation_exists, format_type(a.atttypid, a.atttypmod) as type
from unnest($2::text[], $3::text[]) with ordinality as w (relation, name, position)
left join (pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace and n.nspname = $1::text)
  on c.relname = w.relation and c.relkind in ('r', 'p', 'v', 'm', 'f')
left join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = w.name and a.attnum > 0 and not a.attisdropped
order by w.position
