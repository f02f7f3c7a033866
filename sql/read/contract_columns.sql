-- The columns of the relations in a schema: relation, column. By relation, then position. No row: the schema does not
-- exist or is empty. $1: the schema.
-- Served by the indexes of the catalogue.
select c.relname::text as relation, a.attname::text as name
from pg_catalog.pg_namespace n
join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relkind in ('r', 'p', 'v', 'm', 'f')
join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where n.nspname = $1::text
  and c.relname in ('sources', 'owners', 'owner_members', 'source_collaborators', 'source_calls',
                    'source_library_calls', 'source_destinations', 'usage_complete', 'suppressed_users')
order by c.relname, a.attnum
