-- One row with the chunk's new fence, its sources, its progress and the rules of its day (day_rules.sql) if the claim
-- succeeds; no row if the chunk is complete or another worker's lease is running. A worker can claim a chunk that it
-- already holds, because the answer to its first claim may have been lost. A lease that begins in the future is over:
-- the clock was set back since, and nobody can tell when it would end. Locks the day, so that the rules are those of the
-- --resend to which the fence belongs (lock_day.sql).
-- $1: day; $2: chunk; $3: worker; $4: length of the lease in seconds.
-- Served by the primary keys of days and chunks.
with begun as (
  select day, is_backfill, integrations, library_version, plan_digest, settings
  from days
  where day = $1::date
  for key share
)
update chunks c
set worker = $3::text, fence = fence + 1, leased_at = now(), lease_until = now() + make_interval(secs => $4::float8)
from begun
where c.day = begun.day and c.chunk = $2::integer and completed_at is null
  and (lease_until is null or lease_until <= now() or leased_at > now() + interval '1 second' or worker = $3::text)
returning fence, step, after_source, after_user, ahead::text, delivered + rejected as settled, settled_ids,
          from_source, until_source, is_backfill, integrations, library_version, plan_digest, settings
