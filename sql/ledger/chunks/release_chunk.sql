-- No row. Releases a claim, so that the next worker need not wait until it expires.
-- $1: day; $2: chunk; $3: fence; $4: worker.
-- Served by the primary key of chunks.
update chunks
set worker = null, leased_at = null, lease_until = null
where day = $1::date and chunk = $2::integer and fence = $3::bigint and worker = $4::text and completed_at is null
