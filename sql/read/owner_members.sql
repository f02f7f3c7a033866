-- The members of the owners of a chunk's sources, with the spans of their membership. In no order.
-- $1, $2: the range of source ids as in sources.sql; both NULL: every member. The open lower end includes the members
-- of owners that no source refers to, so that all chunks together read every row.
-- Served by the index of owner_members that begins with owner_id when the range is bounded. Each case has its own
-- branch: a subquery under OR would not be a join, and would run for each row once it outgrows work_mem.
select owner_id::text, user_id::text, since::timestamptz, until::timestamptz
from owner_members
where $1::text is null and $2::text is null
union all
select owner_id::text, user_id::text, since::timestamptz, until::timestamptz
from owner_members
where ($1::text is not null or $2::text is not null)
  and owner_id in (select s.owner_id
                   from sources s
                   where ($1::text is null or s.source_id::text collate "C" >= $1::text)
                     and ($2::text is null or s.source_id::text collate "C" < $2::text))
union all
select m.owner_id::text, m.user_id::text, m.since::timestamptz, m.until::timestamptz
from owner_members m
where $1::text is null and $2::text is not null
  and not exists (select from sources s where s.owner_id = m.owner_id)
