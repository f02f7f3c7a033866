-- Every source of a chunk: id, slug, owner. In no order.
-- $1, $2: the range of source ids [$1, $2), bytewise; NULL is an open end. The open lower end takes rows without an id
-- too, by a branch of its own, so that the range stays an index condition. Both NULL: the predicates fold away and the
-- relation is read as it lies.
-- Served by the primary key of sources (source_id collate "C") when the range is bounded.
select source_id::text, slug::text, owner_id::text
from sources
where ($1::text is null or source_id::text collate "C" >= $1::text)
  and ($2::text is null or source_id::text collate "C" < $2::text)
union all
select source_id::text, slug::text, owner_id::text
from sources
where $1::text is null and $2::text is not null and source_id is null
