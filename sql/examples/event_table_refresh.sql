-- Rolls up the events of event_table.sql; each night before the job, as the owner of the roll-up. In one transaction,
-- so that usage_complete speaks of these rows. now() is when the transaction began, before either statement looked at
-- anything: what was committed by then is in the roll-up. `concurrently`, because otherwise a run that reads
-- meanwhile would wait, or see new rows in the middle of its old snapshot.
begin;
update app.roll_up set refreshed_at = now();
refresh materialized view concurrently app.daily_usage;
commit;
