-- One row: how many rejected events a range of days has. $1, $2: first and last day.
-- Served by the primary key of rejected_events.
select count(*) as events from rejected_events where day between $1::date and $2::date
