-- Records how many events a chunk has in the snapshot that is about to be sent, and renews its lease, under the
-- conditions of record_progress.sql. One row, as there.
-- $1: day; $2: chunk; $3: fence; $4: worker; $5: the step to continue; $6: events; $7: length of the lease in seconds.
-- Served by the primary key of chunks.
with held as (
  select day, chunk, fence, step,
         fence = $3::bigint and worker = $4::text and completed_at is null as stands
  from chunks
  where day = $1::date and chunk = $2::integer
  for update
), moved as (
  update chunks c
  set planned = $6::bigint,
      step = c.step + 1, leased_at = now(), lease_until = now() + make_interval(secs => $7::float8)
  from held
  where c.day = held.day and c.chunk = held.chunk and held.stands and held.step = $5::bigint
  returning c.step
)
select coalesce(stands, false) as stands, fence, step, exists (select from moved) as has_moved
from held
