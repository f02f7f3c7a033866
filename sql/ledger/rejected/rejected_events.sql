-- The next rejected events of a day: source, user, message id, payload, status, reason; by source, then user, both
-- bytewise ascending. Stops after the event with which the payloads reach the given number of bytes.
-- $1: day; $2, $3: the source and user after which to start, NULL: the first; $4: how many events at most; $5: how many bytes.
-- Served by the primary key of rejected_events.
select source_id, user_id, message_id::text, payload, status, reason
from (select *, sum(octet_length(payload)) over (order by source_id, user_id) - octet_length(payload) as bytes_before
      from (select *
            from rejected_events
            where day = $1::date and (source_id, user_id) > (coalesce($2::text, ''), coalesce($3::text, ''))
            order by source_id, user_id
            limit $4::bigint) next) page
where bytes_before < $5::bigint
order by source_id, user_id
