-- Marks a chunk as complete if this worker's claim stands and the chunk is where the worker left it. The constraint
-- chunk_adds_up_when_complete fails unless the delivered and rejected events are as many as were planned. One row, as
-- that of record_progress.sql; has_moved also if the same claim completed it before.
-- $1: day; $2: chunk; $3: fence; $4: worker; $5: the step to continue.
-- Served by the primary key of chunks.
with held as (
  select day, chunk, fence, step,
         fence = $3::bigint and worker = $4::text and completed_at is null as stands,
         fence = $3::bigint and completed_at is not null as is_complete
  from chunks
  where day = $1::date and chunk = $2::integer
  for update
), moved as (
  update chunks c
  set completed_at = now(), step = c.step + 1, worker = null, leased_at = null, lease_until = null
  from held
  where c.day = held.day and c.chunk = held.chunk and held.stands and held.step = $5::bigint
  returning c.step
)
select coalesce(stands, false) as stands, fence, step, is_complete or exists (select from moved) as has_moved
from held
