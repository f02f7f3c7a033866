-- One row: the number of a new run. If this worker has begun a run before, the number of that run, because the first
-- answer may have been lost.
-- $1: command; $2: version of the program; $3: worker; $4, $5: first and last requested day.
-- Served by the index run_is_begun_once of runs.
insert into sent_source_data.runs (command, version, worker, first_day, last_day)
values ($1::text, $2::text, $3::text, $4::date, $5::date)
on conflict (worker) do update set worker = excluded.worker
returning run_id
