-- The deployment that this ledger belongs to: that of its latest run, or of `migrate --accept-change` since. No row: it
-- belongs to none yet.
-- Served by the primary key of runs, backwards.
select contract_database, contract_schema, time_zone, event_name, receiver
from runs
where receiver is not null
order by run_id desc
limit 1
