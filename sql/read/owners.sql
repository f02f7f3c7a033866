-- The owners of a chunk's sources, with their kind ('workspace' or 'user'). In no order.
-- $1, $2: the range of source ids as in sources.sql; both NULL: every owner. The open lower end includes owners that no
-- source refers to, such as an owner without an id, so that all chunks together read every row.
-- Served by the primary key of owners when the range is bounded. Each case has its own branch: a subquery under OR
-- would not be a join, and would run for each row once it outgrows work_mem.
select owner_id::text, kind::text
from owners
where $1::text is null and $2::text is null
union all
select owner_id::text, kind::text
from owners
where ($1::text is not null or $2::text is not null)
  and owner_id in (select s.owner_id
                   from sources s
                   where ($1::text is null or s.source_id::text collate "C" >= $1::text)
                     and ($2::text is null or s.source_id::text collate "C" < $2::text))
union all
select o.owner_id::text, o.kind::text
from owners o
where $1::text is null and $2::text is not null
  and not exists (select from sources s where s.owner_id = o.owner_id)
