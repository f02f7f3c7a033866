-- The counters by library of the sources of a chunk over a run of days: one row each as it is stored, unsummed
-- and in no order, because summing in memory is cheaper than in the server. The days need no column: all
-- that are read by one statement count alike.
-- $1, $2: the range of source ids [$1, $2), bytewise; NULL is an open end. The open lower end takes rows without an id
-- too, by a branch of its own, so that the range stays an index condition. Both NULL: the predicates fold away and the
-- relation is read as it lies.
-- $3, $4: first and last day. Served by the day partitions, and within one by the primary key of source_library_calls
-- (source_id collate "C", day, library) include (calls) when the range is bounded: read by the index alone, a day costs
-- little more in many chunks than in one.
select source_id::text, library::text, calls::bigint
from source_library_calls
where day between $3::date and $4::date
  and ($1::text is null or source_id::text collate "C" >= $1::text)
  and ($2::text is null or source_id::text collate "C" < $2::text)
union all
select source_id::text, library::text, calls::bigint
from source_library_calls
where day between $3::date and $4::date and $1::text is null and $2::text is not null and source_id is null
