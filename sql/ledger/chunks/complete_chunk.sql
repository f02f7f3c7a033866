-- Marks a chunk as complete if this worker's claim stands and the chunk is where the worker left it, or if the same
-- claim completed it before. The constraint chunk_adds_up_when_complete fails unless the delivered and rejected events
-- are as many as were planned; nothing is ahead of an open event then. One row if it is complete, otherwise no row: see
-- chunk_standing.sql.
-- $1: day; $2: chunk; $3: fence; $4: worker; $5: the step to continue.
-- Served by the primary key of chunks.
update chunks
set completed_at = coalesce(completed_at, now()), step = case when completed_at is null then step + 1 else step end,
    after_source = coalesce(ahead -> -1 ->> 2, after_source), after_user = coalesce(ahead -> -1 ->> 3, after_user),
    ahead = '[]', worker = null, leased_at = null, lease_until = null
where day = $1::date and chunk = $2::integer and fence = $3::bigint
  and (completed_at is not null or (worker = $4::text and step = $5::bigint))
returning step
