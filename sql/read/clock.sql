-- One row: the server's time in microseconds since 1970, and its calendar day in a time zone. $1: the time zone.
-- No relation is read.
select (extract(epoch from now()) * 1000000)::bigint as now, (now() at time zone $1::text)::date::text as today
