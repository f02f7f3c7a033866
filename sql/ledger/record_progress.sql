-- One row when the lease still stands, none when the chunk was claimed by another worker since. Moves the
-- position, adds to the counts and renews the lease. $1: day; $2: chunk; $3: fence; $4, $5: position, NULL
-- to leave it; $6: delivered; $7: rejected; $8: length of the lease in seconds.
-- By the primary key of chunks.
update sent_source_data.chunks
set after_source = coalesce($4::text, after_source), after_user = coalesce($5::text, after_user),
    delivered = delivered + $6::bigint, rejected = rejected + $7::bigint,
    lease_until = now() + make_interval(secs => $8::float8)
where day = $1::date and chunk = $2::integer and fence = $3::bigint and completed_at is null
returning fence
