-- The complete days between two days, oldest first: those that were cut into chunks, all of them complete.
-- $1, $2: first and last day. By the primary key of chunks.
select day::text
from sent_source_data.chunks
where day between $1::date and $2::date
group by day
having bool_and(completed_at is not null)
order by day
