-- One row with the chunk's new fence and its progress if the claim succeeds; no row if the chunk is complete or another
-- worker's lease is running. A worker can claim a chunk that it already holds, because the answer to its first claim
-- may have been lost. A lease that begins in the future is over: the clock was set back since, and nobody can tell when
-- it would end.
-- $1: day; $2: chunk; $3: worker; $4: length of the lease in seconds.
-- Served by the primary key of chunks.
update chunks
set worker = $3::text, fence = fence + 1, leased_at = now(), lease_until = now() + make_interval(secs => $4::float8)
where day = $1::date and chunk = $2::integer and completed_at is null
  and (lease_until is null or lease_until <= now() or leased_at > now() + interval '1 second' or worker = $3::text)
returning fence, step, after_source, after_user, ahead::text, delivered + rejected as settled, settled_ids
