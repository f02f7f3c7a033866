-- One row: the last day whose counters are final. Optional relation; no row or NULL: none is.
select max(through)::date::text
from usage_complete
