-- Every source of a chunk: id, slug, owner. In no order.
-- $1, $2: the range of source ids [$1, $2), bytewise; NULL is an open end, and the open lower end takes
-- rows without an id too. Both NULL: the predicate folds away and the relation is read as it lies.
-- Served by the primary key of sources (source_id collate "C") when the range is bounded.
select source_id::text, slug::text, owner_id::text
from sources
where ($1::text is null or source_id::text collate "C" >= $1::text)
      and ($2::text is null or source_id::text collate "C" < $2::text)
   or ($1::text is null and source_id is null)
