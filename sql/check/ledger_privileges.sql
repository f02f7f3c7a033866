-- What the ledger's statements need and this role lacks: relation and privileges. By relation, ascending; no row: nothing is lacking.
-- By the indexes of the catalogue.
select needs.relation, string_agg(needs.privilege, ', ' order by needs.privilege)
from (values ('deployment', 'select'),
             ('runs', 'select'), ('runs', 'insert'), ('runs', 'update'),
             ('days', 'select'), ('days', 'insert'), ('days', 'update'),
             ('chunks', 'select'), ('chunks', 'insert'), ('chunks', 'update'),
             ('rejected_events', 'select'), ('rejected_events', 'insert'), ('rejected_events', 'update'),
             ('rejected_events', 'delete'),
             ('fan_outs', 'select'), ('fan_outs', 'insert'), ('fan_outs', 'delete')) as needs (relation, privilege)
where not has_table_privilege(to_regclass('sent_source_data.' || needs.relation), needs.privilege)
group by needs.relation
order by needs.relation
