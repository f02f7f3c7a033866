-- Every source of a chunk: id, slug, owner. In no order.
-- $1, $2: the range of source ids [$1, $2), bytewise; NULL is an open end. Rows without an id belong to the open lower
-- end and have their own branch, so that the range stays an index condition. Both NULL: the predicates fold away and
-- the relation is read in stored order.
-- Served by the primary key of sources (source_id collate "C") when the range is bounded.
select source_id::text, slug::text, owner_id::text
from sources
where ($1::text is null or source_id::text collate "C" >= $1::text)
  and ($2::text is null or source_id::text collate "C" < $2::text)
union all
select source_id::text, slug::text, owner_id::text
from sources
where $1::text is null and $2::text is not null and source_id is null
