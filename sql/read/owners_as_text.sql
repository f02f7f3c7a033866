-- The same as owners.sql, where the owners' ids have unlike types or collations in sources and owners, or a type whose
-- own comparison is not that of its text. In no order.
-- $1, $2: the range of source ids as in owners.sql.
-- Served by an index on (owner_id::text) collate "C" when the range is bounded.
select owner_id::text, kind::text
from owners
where $1::text is null and $2::text is null
union all
select owner_id::text, kind::text
from owners
where ($1::text is not null or $2::text is not null)
  and owner_id::text collate "C"
      in (select s.owner_id::text collate "C"
          from sources s
          where ($1::text is null or s.source_id::text collate "C" >= $1::text)
            and ($2::text is null or s.source_id::text collate "C" < $2::text))
union all
select o.owner_id::text, o.kind::text
from owners o
where $1::text is null and $2::text is not null
  and not exists (select from sources s where s.owner_id::text collate "C" = o.owner_id::text collate "C")
