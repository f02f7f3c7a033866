-- No row. Releases a claim, so that the next worker need not wait until it expires.
-- $1: day; $2: chunk; $3: fence.
-- Served by the primary key of chunks.
update sent_source_data.chunks
set worker = null, lease_until = null
where day = $1::date and chunk = $2::integer and fence = $3::bigint and completed_at is null
