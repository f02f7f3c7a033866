-- No row. $1: the day, $2: source or workspace, $3 to $5: ids, slugs and events of some, as arrays of one length.
-- By the primary key of fan_outs.
insert into sent_source_data.fan_outs (day, kind, id, slug, events)
select $1::date, $2::text, id, slug, events
from unnest($3::text[], $4::text[], $5::bigint[]) as one (id, slug, events)
on conflict on constraint fan_outs_key do nothing
