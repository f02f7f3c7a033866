-- For each day, oldest first: its date, its end and the timestamp of its events, both in microseconds since 1970.
-- PostgreSQL's time zone tables decide, so a day in a zone with summer time has 23 to 25 hours.
-- $1, $2: first and last day; $3: time zone; $4: seconds after local midnight.
-- No relation is read.
select d::date::text as day,
       (extract(epoch from (d::date + 1)::timestamp at time zone $3::text) * 1000000)::bigint as ends_at,
       (extract(epoch from (d::date::timestamp + make_interval(secs => $4::float8)) at time zone $3::text)
          * 1000000)::bigint as stamped_at
from generate_series($1::date::timestamp, $2::date::timestamp, interval '1 day') as d
order by d
