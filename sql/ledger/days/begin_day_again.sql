-- No row. A --resend begins: the day must be planned again. $1: the day.
-- Served by the primary key of days.
update sent_source_data.days
set begun_at = now(), planned_events = null, planned_users = null, planned_sources = null
where day = $1::date
