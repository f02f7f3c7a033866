-- Every row of source_library_calls, of all days, in no order: the read of one day is compared with this. Only planned,
-- never run.
-- A full scan.
select source_id::text, library::text, calls::bigint
from source_library_calls
