-- One row: the calls of a day, and those of the days before it, over all sources; calls that cannot be used count as 0.
-- $1: the day; $2: the first of the days before it.
-- Served by an index that begins with day, or by partitions by day; otherwise the server reads the whole relation.
select coalesce(sum(counted) filter (where day = $1::date), 0)::float8::text as calls,
       coalesce(sum(counted) filter (where day < $1::date), 0)::float8::text as calls_before
from (select day, greatest(least(calls::numeric, 9223372036854775807), 0) as counted
      from source_calls
      where day between $2::date and $1::date) as usable
