-- No row. Makes a day undelivered again, for --resend. A claim that stands loses its fence. $1: the day.
-- By the primary key of chunks.
update sent_source_data.chunks
set after_source = null, after_user = null, planned = null, delivered = 0, rejected = 0,
    completed_at = null, worker = null, lease_until = null, fence = fence + 1
where day = $1::date
