-- No row. Keeps a rejected event under the chunk whose sources it is of; one that was rejected before is kept with its
-- newest answer. $1: day; $2: source; $3: user; $4: message id; $5: payload; $6: status; $7: reason.
-- By the primary keys of chunks and rejected_events.
insert into sent_source_data.rejected_events
  (day, chunk, source_id, user_id, message_id, payload, status, reason)
select $1::date, chunk, $2::text, $3::text, $4::uuid, $5::text, $6::integer, $7::text
from sent_source_data.chunks
where day = $1::date
  and (from_source is null or from_source <= $2::text) and (until_source is null or until_source > $2::text)
on conflict on constraint rejected_events_key do update
set message_id = excluded.message_id, payload = excluded.payload, status = excluded.status,
    reason = excluded.reason, rejected_at = now()
