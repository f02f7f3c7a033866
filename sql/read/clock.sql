-- One row: the server's time in microseconds since 1970, its calendar day in a time zone, and whether that is the name of
-- a time zone. $1: the time zone.
-- The server also takes abbreviations and POSIX rules, in which UTC+3 is three hours west. A name without digits and
-- with a slash cannot be one of them, and it would not be accepted if it were unknown; the view of all names takes the
-- server long.
-- No relation is read.
select (extract(epoch from now()) * 1000000)::bigint as now, (now() at time zone $1::text)::date::text as today,
       case when $1::text = 'UTC' or $1::text ~ '^[A-Za-z_]+(/[A-Za-z_-]+)+$' then true
            else exists (select from pg_catalog.pg_timezone_names where lower(name) = lower($1::text)) end as is_name
