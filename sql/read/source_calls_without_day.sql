-- The counters by method of a chunk's sources that have no day. No event needs them; they are reported. In no order.
-- $1, $2: the range of source ids as in source_calls.sql.
-- Served by an index that begins with day, or by partitions by day: only a default partition can have such rows. Not
-- run if the server would read much for it.
select source_id::text, method::text
from source_calls
where day is null
  and ($1::text is null or source_id::text collate "C" >= $1::text)
  and ($2::text is null or source_id::text collate "C" < $2::text)
union all
select source_id::text, method::text
from source_calls
where day is null and $1::text is null and $2::text is not null and source_id is null
