-- The columns of the relations of the contract that a schema has: relation, whether it is a view, name, type as
-- declared, whether it may be NULL, its collation and whether that is deterministic (both NULL: the type has none), and
-- PostgreSQL's own name of the type or of the one behind a domain (NULL: the type is not PostgreSQL's). By relation,
-- then position. No row: the schema does not exist or is empty.
-- $1: schema; $2: relations.
-- Served by the indexes of the catalogue.
with recursive found as (
  select c.relname::text as relation, c.relkind in ('v', 'm') as is_view, a.attnum as position, a.attname::text as name,
         a.atttypid as type_id, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as may_be_null,
         l.oid::text as collation, l.collisdeterministic as is_deterministic
  from pg_catalog.pg_namespace n
  join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relkind in ('r', 'p', 'v', 'm', 'f')
  join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_catalog.pg_collation l on l.oid = a.attcollation
  where n.nspname = $1::text and c.relname = any ($2::text[])),
behind as (
  select type_id, type_id as base_id from found
  union
  select b.type_id, t.typbasetype
  from behind b
  join pg_catalog.pg_type t on t.oid = b.base_id and t.typtype = 'd')
select f.relation, f.is_view, f.name, f.type, f.may_be_null, f.collation, f.is_deterministic,
       (select t.typname::text
        from behind b
        join pg_catalog.pg_type t on t.oid = b.base_id and t.typtype <> 'd'
        join pg_catalog.pg_namespace n on n.oid = t.typnamespace and n.nspname = 'pg_catalog'
        where b.type_id = f.type_id) as base
from found f
order by f.relation, f.position
