-- No row. Gives a rejected event that was sent again its newest answer, if it is still there. $1: day; $2: source;
-- $3: user; $4: message id; $5: payload; $6: status; $7: reason.
-- By the primary key of rejected_events.
update sent_source_data.rejected_events
set message_id = $4::uuid, payload = $5::text, status = $6::integer, reason = $7::text, rejected_at = now()
where day = $1::date and source_id = $2::text and user_id = $3::text
