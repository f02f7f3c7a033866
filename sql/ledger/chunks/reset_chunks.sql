-- No row. Makes all chunks of a day undelivered. A claim on such a chunk no longer stands. $1: the day.
-- Served by the primary key of chunks.
update chunks
set after_source = null, after_user = null, ahead = '[]', planned = null, delivered = 0, rejected = 0, settled_ids = 0,
    step = step + 1, completed_at = null, worker = null, leased_at = null, lease_until = null, fence = fence + 1
where day = $1::date
