-- One row: whether the time zones $1 and $2 had the same time of day on each day of the year until now.
-- No relation is read.
select bool_and(t at time zone $1::text = t at time zone $2::text) as agree
from generate_series(now() - interval '366 days', now(), interval '1 day') as t
