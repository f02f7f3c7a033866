-- The chunks of a day in the order of their sources: number, range, progress, counts, whether complete. $1: the day.
-- Served by the primary key of chunks.
select chunk, from_source, until_source, after_source, after_user, ahead::text, delivered, rejected, settled_ids,
       completed_at is not null as is_complete
from chunks
where day = $1::date
order by from_source nulls first
