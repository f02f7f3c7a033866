-- One row with the chunk's new fence and position if the claim succeeds; no row if the chunk is complete or another
-- worker's lease is running. A worker can claim a chunk that it already holds, because the answer to its first claim
-- may have been lost.
-- $1: day; $2: chunk; $3: worker; $4: length of the lease in seconds.
-- Served by the primary key of chunks.
update sent_source_data.chunks
set worker = $3::text, fence = fence + 1, lease_until = now() + make_interval(secs => $4::float8)
where day = $1::date and chunk = $2::integer and completed_at is null
  and (lease_until is null or lease_until <= now() or worker = $3::text)
returning fence, after_source, after_user
