-- No row. Begins a day, unless it has begun. $1: the day.
-- Served by the primary key of days.
insert into sent_source_data.days (day) values ($1::date) on conflict (day) do nothing
