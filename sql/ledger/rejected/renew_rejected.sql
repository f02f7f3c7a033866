-- No row. Stores the newest answers to rejected events that were sent again, if they still exist.
-- $1: day; then arrays with one element per event: $2: source; $3: user; $4: message id; $5: payload; $6: status; $7:
-- reason.
-- Served by the primary key of rejected_events.
update rejected_events as kept
set message_id = event.message_id, payload = event.payload, status = event.status, reason = event.reason, rejected_at = now()
from unnest($2::text[], $3::text[], $4::uuid[], $5::text[], $6::integer[], $7::text[])
     as event (source_id, user_id, message_id, payload, status, reason)
where kept.day = $1::date and kept.source_id = event.source_id and kept.user_id = event.user_id
