-- Records the end of a run. One row with its number; no row if the ledger has lost the run, whose number another worker's
-- may have by now.
-- $1: run; $2: exit code; $3: events delivered; $4: events rejected; $5: worker.
-- Served by the primary key of runs.
update runs
set ended_at = now(), exit_code = $2::integer, delivered = $3::bigint, rejected = $4::bigint
where run_id = $1::bigint and worker = $5::text
returning run_id
