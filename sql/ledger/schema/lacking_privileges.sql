-- The privileges on the ledger that this role needs and lacks: the object, in the form that GRANT accepts; the
-- privileges; this role. The schema first, then by relation, ascending. No row: nothing is missing. Leaves out
-- relations that an older ledger does not have.
-- $1: the ledger's schema; $2: whether the role needs to write.
-- Served by the indexes of the catalogue.
select case when lacking.relation is null then 'schema ' || quote_ident($1::text)
            else quote_ident($1::text) || '.' || lacking.relation end as object,
       lacking.privileges, current_user::text as role
from (select null as relation, 'usage' as privileges
      from pg_catalog.pg_namespace
      where nspname = $1::text and not has_schema_privilege(oid, 'usage')
      union all
      select needs.relation, string_agg(needs.privilege, ', ' order by needs.position)
      from (values (1, 'deployment', 'select'),
                   (1, 'runs', 'select'), (2, 'runs', 'insert'), (3, 'runs', 'update'),
                   (1, 'days', 'select'), (2, 'days', 'insert'), (3, 'days', 'update'),
                   (1, 'chunks', 'select'), (2, 'chunks', 'insert'), (3, 'chunks', 'update'),
                   (1, 'rejected_events', 'select'), (2, 'rejected_events', 'insert'), (3, 'rejected_events', 'update'),
                   (4, 'rejected_events', 'delete'),
                   (1, 'fan_outs', 'select'), (2, 'fan_outs', 'insert'), (4, 'fan_outs', 'delete'))
           as needs (position, relation, privilege)
      join pg_catalog.pg_namespace n on n.nspname = $1::text
      join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = needs.relation
      where (needs.privilege = 'select' or $2::boolean) and not has_table_privilege(c.oid, needs.privilege)
      group by needs.relation) lacking
order by lacking.relation nulls first
