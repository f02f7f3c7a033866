-- The rules of a day's events: whether a backfill began it, integrations, library version, digest of the tracking plan,
-- further settings. No row for a day that has not begun, or that an older release began. $1: the day.
-- Served by the primary key of days.
select is_backfill, integrations, library_version, plan_digest, settings
from days
where day = $1::date and settings is not null
