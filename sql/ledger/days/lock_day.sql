-- One row: whether the day has been cut into chunks. Locks the day, so that only one worker cuts it. $1: the day.
-- Served by the primary keys of days and of chunks.
select exists (select from sent_source_data.chunks c where c.day = d.day) as is_cut
from sent_source_data.days d
where day = $1::date
for update
