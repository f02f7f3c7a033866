-- The progress of each begun day of a range, oldest first: day, chunks, complete chunks, events delivered, events
-- rejected, events planned, users, and the milliseconds from its beginning until it was complete (NULL before). As soon
-- as each chunk knows what was planned in the snapshot that is sent, that is the day's plan.
-- $1, $2: first and last day.
-- Served by the primary keys of days and chunks.
select d.day::text, count(c.chunk) as chunks, count(c.completed_at) as complete_chunks,
       coalesce(sum(c.delivered), 0) as delivered, coalesce(sum(c.rejected), 0) as rejected,
       case when count(c.chunk) > 0 and count(c.chunk) = count(c.planned) then sum(c.planned)::bigint
            else d.planned_events end as planned_events,
       d.planned_users,
       case when count(c.chunk) > 0 and count(c.chunk) = count(c.completed_at)
            then greatest(0, (extract(epoch from max(c.completed_at) - d.begun_at) * 1000)::bigint) end as duration_ms
from days d
left join chunks c on c.day = d.day
where d.day between $1::date and $2::date
group by d.day
order by d.day
