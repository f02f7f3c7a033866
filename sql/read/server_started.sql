-- One row: when the server was started, in microseconds since 1970. No two servers have the same, also not a primary and
-- its standby.
-- No relation is read.
select (extract(epoch from pg_postmaster_start_time()) * 1000000)::bigint as server_started
