-- The members of the owners of a chunk's sources, with the spans of their membership. In no order.
-- $1, $2: the range of source ids as in sources.sql; both NULL: every member.
-- Served by the index of owner_members that begins with owner_id when the range is bounded.
select owner_id::text, user_id::text, since::timestamptz, until::timestamptz
from owner_members
where ($1::text is null and $2::text is null)
   or owner_id in (select s.owner_id
                   from sources s
                   where ($1::text is null or s.source_id::text collate "C" >= $1::text)
                     and ($2::text is null or s.source_id::text collate "C" < $2::text))
