-- Sets the position, adds to the counts and renews the lease of a chunk; without news, does not renew it. Does not add
-- to the counts if the chunk had already reached the position, because the call then repeats one whose answer was lost.
-- Without a position, leaves the position and adds to the counts. One row if the claim still stands: whether the chunk
-- had already reached the position. No row if the chunk is complete or was claimed again since.
-- $1: day; $2: chunk; $3: fence; $4, $5: position, NULL to leave it; $6: delivered; $7: rejected; $8: length of the
-- lease in seconds.
-- Served by the primary key of chunks.
with held as (
  select day, chunk, coalesce((after_source, after_user) >= ($4::text, $5::text), false) as known
  from sent_source_data.chunks
  where day = $1::date and chunk = $2::integer and fence = $3::bigint and completed_at is null
  for update
)
update sent_source_data.chunks c
set after_source = coalesce($4::text, after_source), after_user = coalesce($5::text, after_user),
    delivered = delivered + case when held.known then 0 else $6::bigint end,
    rejected = rejected + case when held.known then 0 else $7::bigint end,
    lease_until = case when $4::text is null and $6::bigint = 0 and $7::bigint = 0 then lease_until
                       else now() + make_interval(secs => $8::float8) end
from held
where c.day = held.day and c.chunk = held.chunk
returning held.known as was_recorded
