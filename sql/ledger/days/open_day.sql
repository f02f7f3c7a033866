-- No row. Begins a day, unless it has begun. A day that an older release began gets its rules now.
-- $1: the day; its rules: $2: whether a backfill begins it; $3: integrations; $4: library version; $5: digest of the
-- tracking plan; $6: further settings.
-- Served by the primary key of days.
insert into days (day, is_backfill, integrations, library_version, plan_digest, settings)
values ($1::date, $2::boolean, $3::text, $4::text, $5::text, $6::text)
on conflict (day) do update
set is_backfill = excluded.is_backfill, integrations = excluded.integrations,
    library_version = excluded.library_version, plan_digest = excluded.plan_digest, settings = excluded.settings
where days.settings is null
