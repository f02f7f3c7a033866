-- One row: the --resend that a run works on from now on, which is the number of the first run that worked on it. It is
-- the latest one of the same range of days, unless that is over: then all its days are complete, no run of it may still
-- be at work, and each one that failed or never recorded its end was continued by a run that began after its last sign of
-- life. A run of which nothing was seen for a lease, or only in the future because the clock was set back, is not at work
-- any more. Run under lock_runs.sql.
-- $1: the run.
-- Served by the primary keys of runs, days and chunks.
with mine as (
  select run_id, first_day, last_day, resend from runs where run_id = $1::bigint
), latest as (
  select max(r.resend) as resend
  from runs r join mine on r.first_day = mine.first_day and r.last_day = mine.last_day and r.run_id <> mine.run_id
), members as (
  select r.* from runs r join latest on r.resend = latest.resend
), unfinished as (
  select began, seen, ended_at is null and expires_at > now() and seen_at <= now() + interval '1 second' as may_work
  from members
  where ended_at is null or exit_code not in (0, 3)
), complete as (
  select count(*) as days
  from days d join mine on d.day between mine.first_day and mine.last_day join latest on d.generation >= latest.resend
  where (select bool_and(c.completed_at is not null) from chunks c where c.day = d.day)
), verdict as (
  select (select days from complete) < mine.last_day - mine.first_day + 1
         or exists (select from unfinished where may_work)
         or exists (select from unfinished u
                    where (select count(*) from members m where m.began > u.seen)
                          < (select count(*) from unfinished v where v.seen >= u.seen)) as is_open
  from mine
)
update runs r
set resend = coalesce(mine.resend,
                      case when latest.resend is not null and verdict.is_open then latest.resend else mine.run_id end)
from mine, latest, verdict
where r.run_id = mine.run_id
returning r.resend
