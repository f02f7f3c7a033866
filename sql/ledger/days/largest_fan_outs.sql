-- The sources or workspaces with the most events on one day of a range, most events first, then by id, ascending: id,
-- slug, events, and the day.
-- $1, $2: first and last day; $3: source or workspace; $4: how many.
-- Served by the primary key of fan_outs.
select id, slug, events, day::text
from (select distinct on (id) id, slug, events, day
      from fan_outs
      where day between $1::date and $2::date and kind = $3::text
      order by id, events desc, day desc) by_id
order by events desc, id
limit $4::bigint
