-- No row. Deletes the rejected events of a day that is sent again from its beginning. $1: the day.
-- Served by the primary key of rejected_events.
delete from rejected_events where day = $1::date
