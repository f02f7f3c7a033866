<<<<<<< HEAD
-- Moves the progress of a chunk one step and renews its lease and, now and then, its run's sign of life, if this worker's
-- claim stands and the chunk is where the worker left it. A call without news does not renew the lease: a worker that asks
-- again and again but settles nothing may hang. One row: whether the claim stands, the fence and the step as they were before, and whether the
-- progress moved. No row: there is no such chunk.
-- $1: day; $2: chunk; $3: fence; $4: worker; $5: the step to continue; $6, $7: position, NULL to leave it; $8: what is
-- settled behind it; $9: delivered; $10: rejected; $11: the sum of the ids of all that is settled then; $12: length of the
=======
-- Sets the position, adds to the counts and renews the lease of a chunk; without news, does not renew it. Does not add
-- to the counts if the chunk had already reached the position, because the call then repeats one whose answer was lost.
-- Without a position, leaves the position and adds to the counts. One row if the claim still stands: whether the chunk
-- had already reached the position. No row if the chunk is complete or was claimed again since.
-- $1: day; $2: chunk; $3: fence; $4, $5: position, NULL to leave it; $6: delivered; $7: rejected; $8: length of the
>>>>>>> waits
-- lease in seconds.
-- Served by the primary key of chunks and the index run_is_begun_once of runs.
with held as (
  select day, chunk, fence, step,
         fence = $3::bigint and worker = $4::text and completed_at is null as stands,
         $6::text is not null or $9::bigint > 0 or $10::bigint > 0 as is_news
  from chunks
  where day = $1::date and chunk = $2::integer
  for update
), moved as (
  update chunks c
  set after_source = coalesce($6::text, after_source), after_user = coalesce($7::text, after_user), ahead = $8::jsonb,
      delivered = delivered + $9::bigint, rejected = rejected + $10::bigint, settled_ids = $11::bigint,
      step = c.step + 1,
      leased_at = case when held.is_news then now() else leased_at end,
      lease_until = case when held.is_news then now() + make_interval(secs => $12::float8) else lease_until end
  from held
  where c.day = held.day and c.chunk = held.chunk and held.stands and held.step = $5::bigint
  returning c.step
), alive as (
  update runs
  set seen = pg_current_xact_id()::text::bigint, expires_at = now() + make_interval(secs => $12::float8)
  where worker = $4::text and expires_at < now() + make_interval(secs => 0.9 * $12::float8)
)
select coalesce(stands, false) as stands, fence, step, exists (select from moved) as has_moved
from held
