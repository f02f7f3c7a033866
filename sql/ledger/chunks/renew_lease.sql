-- No row. Extends the lease of a chunk if its claim still stands.
-- $1: day; $2: chunk; $3: fence; $4: worker; $5: length of the lease in seconds.
-- Served by the primary key of chunks.
update chunks
set leased_at = now(), lease_until = now() + make_interval(secs => $5::float8)
where day = $1::date and chunk = $2::integer and fence = $3::bigint and worker = $4::text
