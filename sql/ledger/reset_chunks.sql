-- The numbers of the chunks that were made undelivered, in no order: all chunks of the day if all were complete before
-- a run began, otherwise none. A standing claim loses its fence.
-- $1: the day; $2: the run.
-- By the primary keys of chunks and runs.
update sent_source_data.chunks
set after_source = null, after_user = null, planned = null, delivered = 0, rejected = 0,
    completed_at = null, worker = null, lease_until = null, fence = fence + 1
where day = $1::date
  and (select bool_and(c.completed_at is not null and c.completed_at < r.started_at)
       from sent_source_data.chunks c, sent_source_data.runs r
       where c.day = $1::date and r.run_id = $2::bigint)
returning chunk
