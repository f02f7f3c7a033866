-- The counters by method of a chunk's sources over a run of days: one row each as stored, unsummed and in no order,
-- because summing in memory is cheaper than in the server. The day is not selected, because all days that one statement
-- reads count towards the same sums.
-- $1, $2: the range of source ids [$1, $2), bytewise; NULL is an open end. Rows without an id belong to the open lower
-- end and have their own branch, so that the range stays an index condition. Both NULL: the predicates fold away and
-- the relation is read in stored order.
-- $3, $4: first and last day.
-- Served by the day partitions, and if the range is bounded, within a partition by the primary key of source_calls
-- (source_id collate "C", day, method) include (calls): it is read from the index alone, so a day in many chunks costs
-- little more than in one.
select source_id::text, method::text, calls::bigint
from source_calls
where day between $3::date and $4::date
  and ($1::text is null or source_id::text collate "C" >= $1::text)
  and ($2::text is null or source_id::text collate "C" < $2::text)
union all
select source_id::text, method::text, calls::bigint
from source_calls
where day between $3::date and $4::date and $1::text is null and $2::text is not null and source_id is null
