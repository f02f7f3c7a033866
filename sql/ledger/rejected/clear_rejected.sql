-- No row. A rejected event was accepted after all: deletes it, and counts it as delivered in its chunk. Changes nothing
-- if it is already gone.
-- $1: day; $2: source; $3: user.
-- Served by the primary keys of rejected_events and chunks.
with cleared as (
  delete from rejected_events
  where day = $1::date and source_id = $2::text and user_id = $3::text
  returning day, chunk
)
update chunks c
set delivered = c.delivered + 1, rejected = c.rejected - 1
from cleared
where c.day = cleared.day and c.chunk = cleared.chunk
