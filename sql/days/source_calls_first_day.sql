-- One row: the first day of a window that has counters in source_calls, or the day before the window if an earlier day has some
-- (NULL: there are none until the window ends), and whether a day after today has some.
-- $1, $2: first and last day of the window; $3: today.
-- Served by an index that begins with day, or by partitions by day. Not run if the server would read much for it.
select coalesce((select $1::date - 1 from source_calls where day < $1::date limit 1),
                (select d::date
                 from generate_series($1::date::timestamp, $2::date::timestamp, interval '1 day') as d
                 cross join lateral (select from source_calls c where c.day = d::date limit 1) as one
                 order by d
                 limit 1))::text as first_day,
       exists (select from source_calls where day > $3::date) as is_ahead
