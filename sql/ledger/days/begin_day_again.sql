-- No row. A --resend begins a day: it must be planned again, and its events follow the rules of now.
-- $1: the day; $2: the --resend; $3 to $7: the rules, as in open_day.sql.
-- Served by the primary key of days.
update days
set begun_at = now(), planned_events = null, planned_users = null, planned_sources = null, generation = $2::bigint,
    is_backfill = $3::boolean, integrations = $4::text, library_version = $5::text, plan_digest = $6::text,
    settings = $7::text
where day = $1::date
