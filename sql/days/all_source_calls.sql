-- Every row of source_calls, of all days, in no order. Only planned, never run: the planned cost of reading one day is compared
-- with this, which says whether the server finds a day.
-- A full scan.
select source_id::text, method::text, calls::bigint
from source_calls
