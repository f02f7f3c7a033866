-- Every row of source_library_calls, of all days, in no order. Only planned, never run: the planned cost of reading one day is compared
-- with this, which says whether the server finds a day.
-- A full scan.
select source_id::text, library::text, calls::bigint
from source_library_calls
