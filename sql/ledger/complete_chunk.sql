-- One row if the claim still stands or completed the chunk before. Marks a chunk as complete; planned is what was
-- delivered and rejected.
-- $1: day; $2: chunk; $3: fence.
-- By the primary key of chunks.
update sent_source_data.chunks
set planned = delivered + rejected, completed_at = coalesce(completed_at, now()), worker = null, lease_until = null
where day = $1::date and chunk = $2::integer and fence = $3::bigint
returning planned
