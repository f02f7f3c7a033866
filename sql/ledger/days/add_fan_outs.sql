-- No row. Records sources or workspaces with many events.
-- $1: day; $2: source or workspace; $3 to $5: ids, slugs and events, as arrays of the same length.
-- Served by the primary key of fan_outs.
insert into fan_outs (day, kind, id, slug, events)
select $1::date, $2::text, id, slug, events
from unnest($3::text[], $4::text[], $5::bigint[]) as one (id, slug, events)
on conflict on constraint fan_outs_key do nothing
