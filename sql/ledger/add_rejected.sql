-- No row. Keeps a rejected event; one that was rejected before is kept with its newest answer. $1: day;
-- $2: source; $3: user; $4: message id; $5: payload; $6: status; $7: reason.
-- By the primary key of rejected_events.
insert into sent_source_data.rejected_events
  (day, source_id, user_id, message_id, payload, status, reason)
values ($1::date, $2::text, $3::text, $4::uuid, $5::text, $6::integer, $7::text)
on conflict on constraint rejected_events_key do update
set message_id = excluded.message_id, payload = excluded.payload, status = excluded.status,
    reason = excluded.reason, rejected_at = now()
