-- The same as owner_members.sql, where the owners' ids have unlike types or collations in sources and owner_members, or
-- a type whose own comparison is not that of its text. In no order.
-- $1, $2: the range of source ids as in owner_members.sql.
-- Served by an index on (owner_id::text) collate "C" when the range is bounded.
select owner_id::text, user_id::text, since::timestamptz, until::timestamptz
from owner_members
where $1::text is null and $2::text is null
union all
select owner_id::text, user_id::text, since::timestamptz, until::timestamptz
from owner_members
where ($1::text is not null or $2::text is not null)
  and owner_id::text collate "C"
      in (select s.owner_id::text collate "C"
          from sources s
          where ($1::text is null or s.source_id::text collate "C" >= $1::text)
            and ($2::text is null or s.source_id::text collate "C" < $2::text))
union all
select m.owner_id::text, m.user_id::text, m.since::timestamptz, m.until::timestamptz
from owner_members m
where $1::text is null and $2::text is not null
  and not exists (select from sources s where s.owner_id::text collate "C" = m.owner_id::text collate "C")
