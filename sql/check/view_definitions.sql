-- The views that the counters of the schema $1 are read through, at any depth: the relation of the contract, and a
-- view's definition. No row: both relations are tables.
-- Served by the indexes of the catalogue.
with recursive behind (relation, oid) as (
  select c.relname::text, c.oid
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace and n.nspname = $1::text
  where c.relname in ('source_calls', 'source_library_calls')
  union
  select b.relation, d.refobjid
  from behind b
  join pg_catalog.pg_rewrite r on r.ev_class = b.oid
  join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_rewrite'::regclass and d.objid = r.oid
                             and d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid <> b.oid
)
select b.relation, pg_get_viewdef(b.oid) as definition
from behind b
join pg_catalog.pg_class c on c.oid = b.oid and c.relkind in ('v', 'm')
order by b.relation, b.oid
