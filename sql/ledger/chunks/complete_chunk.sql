-- Marks a chunk as complete. Its number of planned events is then the number of delivered and rejected events. One row
-- if the claim still stands, or if it completed the chunk before; otherwise no row.
-- $1: day; $2: chunk; $3: fence.
-- Served by the primary key of chunks.
update sent_source_data.chunks
set planned = delivered + rejected, completed_at = coalesce(completed_at, now()), worker = null, lease_until = null
where day = $1::date and chunk = $2::integer and fence = $3::bigint
returning planned
