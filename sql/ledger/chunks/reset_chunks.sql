-- Makes all chunks of a day undelivered if all were complete before a run began; otherwise changes nothing. Returns the
-- numbers of the chunks that it changed, in no order. A claim on such a chunk no longer stands.
-- $1: the day; $2: the run.
-- Served by the primary keys of chunks and runs.
update sent_source_data.chunks
set after_source = null, after_user = null, planned = null, delivered = 0, rejected = 0,
    completed_at = null, worker = null, lease_until = null, fence = fence + 1
where day = $1::date
  and (select bool_and(c.completed_at is not null and c.completed_at < r.started_at)
       from sent_source_data.chunks c, sent_source_data.runs r
       where c.day = $1::date and r.run_id = $2::bigint)
returning chunk
