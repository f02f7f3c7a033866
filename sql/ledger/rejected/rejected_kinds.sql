-- The rejected events of a range of days, counted by answer and reason, most frequent first, then ascending: status,
-- reason, events.
-- $1, $2: first and last day; $3: how many kinds at most.
-- Served by the primary key of rejected_events.
select status, reason, count(*) as events
from rejected_events
where day between $1::date and $2::date
group by status, reason
order by count(*) desc, status, reason
limit $3::bigint
