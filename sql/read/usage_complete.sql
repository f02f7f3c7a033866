-- One row: how many rows usage_complete has, and the last day whose counters it says are final. No row of its own:
-- the relation is there, as in the reference tables, but not in use. Optional relation, of one row.
-- Of one row, so no index is needed.
select count(*), max(through)::date::text
from usage_complete
