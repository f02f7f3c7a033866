-- The destinations of a chunk's sources, with the spans in which they were enabled. In no order.
-- $1, $2: the range of source ids [$1, $2), bytewise; NULL is an open end. Rows without an id belong to the open lower
-- end and have their own branch, so that the range stays an index condition. Both NULL: the predicates fold away and
-- the relation is read in stored order.
-- Served by the index of source_destinations that begins with source_id collate "C".
select source_id::text, destination::text, enabled_at::timestamptz, disabled_at::timestamptz
from source_destinations
where ($1::text is null or source_id::text collate "C" >= $1::text)
  and ($2::text is null or source_id::text collate "C" < $2::text)
union all
select source_id::text, destination::text, enabled_at::timestamptz, disabled_at::timestamptz
from source_destinations
where $1::text is null and $2::text is not null and source_id is null
