-- Rolls up the events of event_table.sql. Run it each night before the job, as the owner of the roll-up. It is one
-- transaction, so that usage_complete describes exactly these rows. now() is the start of the transaction, before
-- either statement read anything: whatever was committed by then is in the roll-up. `concurrently`, because otherwise a
-- run that is reading would wait, or see new rows in the middle of its old snapshot.
begin;
update app.roll_up set refreshed_at = now();
refresh materialized view concurrently app.daily_usage;
commit;
