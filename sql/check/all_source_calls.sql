-- Every row of source_calls, of all days, in no order: the read of one day is compared with this. Only planned, never
-- run.
-- A full scan.
select source_id::text, method::text, calls::bigint
from source_calls
