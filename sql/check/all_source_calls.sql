-- Every row of source_calls, of all days, in no order. Only planned, never run: `check` compares the planned cost of
-- reading one day with this.
-- A full scan.
select source_id::text, method::text, calls::bigint
from source_calls
