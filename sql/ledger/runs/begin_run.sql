-- One row: the number of a new run. If this worker has begun a run before, the number of that run, because the first
-- answer may have been lost. Run under lock_runs.sql, after latest_deployment.sql.
-- $1: command; $2: version of the program; $3: worker; $4, $5: first and last requested day; $6: length of a lease in
-- seconds; its deployment: $7: the contract's database; $8: the contract's schema; $9: time zone; $10: event; $11: receiver.
-- Served by the index run_is_begun_once of runs.
insert into runs (command, version, worker, first_day, last_day, began, seen, seen_at, expires_at,
                  contract_database, contract_schema, time_zone, event_name, receiver)
values ($1::text, $2::text, $3::text, $4::date, $5::date, pg_current_xact_id()::text::bigint,
        pg_current_xact_id()::text::bigint, now(), now() + make_interval(secs => $6::float8), $7::text, $8::text,
        $9::text, $10::text, $11::text)
on conflict (worker) do update set worker = excluded.worker
returning run_id
