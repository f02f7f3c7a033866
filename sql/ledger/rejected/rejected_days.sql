-- The days that have rejected events, oldest first.
-- Served by the primary key of rejected_events (index-only).
select distinct day::text from rejected_events order by day
