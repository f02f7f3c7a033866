-- Every row of source_calls, of all days, in no order: what reading one day is compared with. Only ever planned, never run.
-- A full scan.
select source_id::text, method::text, calls::bigint
from source_calls
