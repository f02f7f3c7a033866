-- One row: how many events the day has (NULL: not yet counted); no row for a day that was never opened. $1: the day.
-- Served by the primary key of days.
select planned_events from days where day = $1::date
