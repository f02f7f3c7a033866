-- The source ids at which a day is cut into chunks: every $1-th distinct one, bytewise ascending. No row: one chunk.
-- Served by the primary key of sources (index-only).
select source_id
from (select source_id, row_number() over (order by source_id) as n
      from (select distinct source_id::text collate "C" as source_id
            from sources
            where source_id::text <> '') ids) numbered
where n > 1 and (n - 1) % $1::bigint = 0
order by n
