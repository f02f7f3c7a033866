-- The days that have rejected events, oldest first.
-- Served by the primary key of rejected_events (index-only).
select distinct day::text from sent_source_data.rejected_events order by day
