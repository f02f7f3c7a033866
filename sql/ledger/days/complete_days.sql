-- The complete days of a range, oldest first: days that were cut into chunks, all of which are complete.
-- $1, $2: first and last day.
-- Served by the primary key of chunks.
select day::text
from sent_source_data.chunks
where day between $1::date and $2::date
group by day
having bool_and(completed_at is not null)
order by day
