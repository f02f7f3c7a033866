-- One row: whether the day has been cut into chunks, and its generation. Locks the day, so that only one worker cuts it
-- or begins it again. $1: the day.
-- Served by the primary keys of days and of chunks.
select exists (select from chunks c where c.day = d.day) as is_cut, generation
from days d
where day = $1::date
for update
