-- The source ids at which a day is cut into chunks: every $1-th, bytewise ascending. No row: one chunk.
-- Served by the primary key of sources (index-only).
select source_id
from (select source_id::text, row_number() over (order by source_id::text collate "C") as n
      from sources
      where source_id is not null) numbered
where n > 1 and (n - 1) % $1::bigint = 0
order by n
