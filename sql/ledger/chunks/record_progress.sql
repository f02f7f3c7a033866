-- Moves a chunk's progress one step if this worker's claim stands and the chunk is where the worker left it; with news,
-- renews the lease. One row if it moved, otherwise no row: see chunk_standing.sql.
-- $1: day; $2: chunk; $3: fence; $4: worker; $5: the step to continue; $6, $7: position, NULL if there is none; $8: what
-- is settled behind it; $9: delivered; $10: rejected; $11: sum of the ids of all that is settled; $12: whether there is
-- news; $13: lease in seconds.
-- Served by the primary key of chunks and the index run_is_begun_once of runs.
with alive as (
  update runs
  set seen = pg_current_xact_id()::text::bigint, seen_at = now(), expires_at = now() + make_interval(secs => $13::float8)
  where worker = $4::text
    and (seen_at < now() - interval '1 second' or expires_at < now() + make_interval(secs => 0.9 * $13::float8))
)
update chunks
set after_source = $6::text, after_user = $7::text, ahead = $8::jsonb,
    delivered = delivered + $9::bigint, rejected = rejected + $10::bigint, settled_ids = $11::bigint, step = step + 1,
    leased_at = case when $12::boolean then now() else leased_at end,
    lease_until = case when $12::boolean then now() + make_interval(secs => $13::float8) else lease_until end
where day = $1::date and chunk = $2::integer and fence = $3::bigint and worker = $4::text and completed_at is null
  and step = $5::bigint
returning step
