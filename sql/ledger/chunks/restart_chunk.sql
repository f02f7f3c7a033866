-- Forgets the progress of a chunk, so that it is sent from its beginning again, under the conditions of
-- record_progress.sql. One row if it moved, otherwise no row: see chunk_standing.sql.
-- $1: day; $2: chunk; $3: fence; $4: worker; $5: the step to continue; $6: length of the lease in seconds.
-- Served by the primary key of chunks.
update chunks
set after_source = null, after_user = null, ahead = '[]', delivered = 0, rejected = 0, settled_ids = 0, planned = null,
    step = step + 1, leased_at = now(), lease_until = now() + make_interval(secs => $6::float8)
where day = $1::date and chunk = $2::integer and fence = $3::bigint and worker = $4::text and completed_at is null
  and step = $5::bigint
returning step
