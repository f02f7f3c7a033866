-- For each day, oldest first: its date, its end and the timestamp of its events, both in microseconds since 1970.
-- PostgreSQL's time zone tables decide, so a day in a zone with summer time has 23 to 25 hours.
-- A day ends when the local date is later than the day for good. That is the local midnight that follows, except where
-- clocks change around it: there, midnight comes twice or never, or the date goes back after it. So the end is looked
-- for: in steps of 15 minutes, then minutes, then seconds, because offsets are whole seconds. No offset exceeds 16 hours,
-- and no change of clocks takes the date back for less than 15 minutes.
-- $1, $2: first and last day; $3: time zone; $4: seconds after local midnight.
-- No relation is read.
with days as materialized (
  select d::date as day, (d::date + 1)::timestamp at time zone 'UTC' as next
  from generate_series($1::date::timestamp, $2::date::timestamp, interval '1 day') as d),
quarters as materialized (
  select day, (select max(t)
               from generate_series(next - interval '16 hours', next + interval '16 hours', interval '15 minutes') as t
               where (t at time zone $3::text)::date <= day) as last
  from days),
minutes as materialized (
  select day, (select max(t)
               from generate_series(last, last + interval '14 minutes', interval '1 minute') as t
               where (t at time zone $3::text)::date <= day) as last
  from quarters),
seconds as materialized (
  select day, (select max(t)
               from generate_series(last, last + interval '59 seconds', interval '1 second') as t
               where (t at time zone $3::text)::date <= day) as last
  from minutes)
select day::text as day,
       (extract(epoch from last + interval '1 second') * 1000000)::bigint as ends_at,
       (extract(epoch from (day::timestamp + make_interval(secs => $4::float8)) at time zone $3::text)
          * 1000000)::bigint as stamped_at
from seconds
order by day
