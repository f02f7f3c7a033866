-- One row: how many rows usage_complete has, and the last day whose counters it says are final. If it is empty, the
-- relation exists, as in the reference tables, but has no effect. The relation is optional.
-- It has one row, so no index is needed.
select count(*) as row_count, max(through)::date::text as through
from usage_complete
