-- No row. Keeps rejected events, each under the chunk that its source belongs to. An event that was rejected before
-- gets its newest answer.
-- $1: day; then arrays with one element per event: $2: source; $3: user; $4: message id; $5: payload; $6: status; $7:
-- reason. No event occurs twice.
-- Served by the primary keys of chunks and rejected_events.
insert into rejected_events
  (day, chunk, source_id, user_id, message_id, payload, status, reason)
select $1::date, chunks.chunk, event.source_id, event.user_id, event.message_id, event.payload, event.status, event.reason
from unnest($2::text[], $3::text[], $4::uuid[], $5::text[], $6::integer[], $7::text[])
     as event (source_id, user_id, message_id, payload, status, reason)
join chunks
  on chunks.day = $1::date
  and (from_source is null or from_source <= event.source_id) and (until_source is null or until_source > event.source_id)
on conflict on constraint rejected_events_key do update
set message_id = excluded.message_id, payload = excluded.payload, status = excluded.status,
    reason = excluded.reason, rejected_at = now()
