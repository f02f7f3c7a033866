-- The chunks of a day in the order of their sources: number, range, position, counts, whether complete. $1: the day.
-- Served by the primary key of chunks.
select chunk, from_source, until_source, after_source, after_user, delivered, rejected,
       completed_at is not null as is_complete
from sent_source_data.chunks
where day = $1::date
order by from_source nulls first
