-- One row: how many rows usage_complete has, and the last day whose counters all of them say are final (NULL: one of them
-- says nothing). If it is empty, the relation exists, as in the reference tables, but has no effect. The relation is
-- optional. An infinite day is shown as the first or the last of the days that the program knows.
-- It has few rows, so no index is needed.
select count(*) as row_count,
       case when count(through) = count(*)
            then greatest(least(min(through), date '9999-12-31'), date '0001-01-01')::text end as through
from usage_complete
