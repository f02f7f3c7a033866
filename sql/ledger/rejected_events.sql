-- The next rejected events of a day: source, user, message id, payload, status, reason; by source, then user, both bytewise
-- ascending. $1: day; $2, $3: the source and user they come after; $4: how many.
-- By the primary key of rejected_events.
select source_id, user_id, message_id::text, payload, status, reason
from sent_source_data.rejected_events
where day = $1::date and (source_id, user_id) > ($2::text, $3::text)
order by source_id, user_id
limit $4::bigint
