-- Every row of source_library_calls, of all days, in no order: what reading one day is compared with. Only ever planned, never run.
-- A full scan.
select source_id::text, library::text, calls::bigint
from source_library_calls
