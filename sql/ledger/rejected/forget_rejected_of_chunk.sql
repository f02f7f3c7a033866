-- No row. Deletes the rejected events of a chunk that is sent again from its beginning. $1: the day; $2: the chunk.
-- Served by the primary key of rejected_events.
delete from rejected_events where day = $1::date and chunk = $2::integer
