-- One row: the first day that this deployment ever began, or NULL.
-- Served by the primary key of days.
select min(day)::text as first_day from days
