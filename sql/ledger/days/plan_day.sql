-- No row. Records how large a day is; the newest plan counts. $1: the day; $2 to $4: events, users and sources.
-- Served by the primary key of days.
update days
set planned_events = $2::bigint, planned_users = $3::bigint, planned_sources = $4::bigint
where day = $1::date
