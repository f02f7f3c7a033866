-- No row. Records a sign of life of a worker's run. $1: worker; $2: length of a lease in seconds.
-- Served by the index run_is_begun_once of runs.
update runs
set seen = pg_current_xact_id()::text::bigint, seen_at = now(),
    expires_at = now() + make_interval(secs => $2::float8)
where worker = $1::text
