-- Own tables mapped to the input contract by views: ids are uuid and bigint, of memberships only the current ones are
-- known, and a source's destinations are a JSON column. Runnable as it is, on an empty database; docs/adopt.md has
-- the way from here to the first run.

-- The product's own tables. To adapt: leave these out, put your names into the views below.
create schema app;
create table app.teams (id bigint primary key, personal boolean not null);
create table app.team_users (team_id bigint, user_id uuid, primary key (team_id, user_id));
-- destinations is such as {"mixpanel": {"enabled": true, "since": "2026-01-31T12:00:00Z"}}.
create table app.projects (id uuid primary key, name text, team_id bigint references app.teams, destinations jsonb);
create table app.project_users (project_id uuid, user_id uuid, primary key (project_id, user_id));
create table app.usage (
  project_id uuid, on_day date, method text, calls bigint, primary key (on_day, project_id, method)
);
create table app.sdk_usage (
  project_id uuid, on_day date, sdk text, calls bigint, primary key (on_day, project_id, sdk)
);

-- One day is read by the keys above, which begin with the day. More sources than job.memory holds at a time (260,000
-- by default) are read in ranges of their ids as text, bytewise. No index on a uuid or bigint finds those; one on the
-- text does, and with the columns beside it the table need not be looked at. Fewer sources need none of these.
create index on app.projects ((id::text) collate "C");
create index on app.project_users ((project_id::text) collate "C");
create index on app.usage ((project_id::text) collate "C", on_day) include (project_id, method, calls);
create index on app.sdk_usage ((project_id::text) collate "C", on_day) include (project_id, sdk, calls);

create schema source_data;

-- Ids keep their types: the job reads them as text, and owners and members are still joined by the keys of their own
-- tables.
create view source_data.sources as
  select id as source_id, name as slug, team_id as owner_id from app.projects;

create view source_data.owners as
  select id as owner_id, case when personal then 'user' else 'workspace' end as kind from app.teams;

-- Since when is not known, and who has left is gone: open spans. Every day, also one of a backfill, has the members
-- of today.
create view source_data.owner_members as
  select team_id as owner_id, user_id, null::timestamptz as since, null::timestamptz as until from app.team_users;

create view source_data.source_collaborators as
  select project_id as source_id, user_id, null::timestamptz as since, null::timestamptz as until
  from app.project_users;

create view source_data.source_calls as
  select project_id as source_id, on_day as day, method, calls from app.usage;

create view source_data.source_library_calls as
  select project_id as source_id, on_day as day, sdk as library, calls from app.sdk_usage;

-- A row for each key that is enabled. A column that is no object has none; a "since" that is no time ends the reading
-- (exit code 2), so hold it to its form by a constraint on the table. When one was disabled is not known: it is gone
-- from all days.
create view source_data.source_destinations as
  select p.id as source_id, tool.name as destination, (tool.state ->> 'since')::timestamptz as enabled_at,
         null::timestamptz as disabled_at
  from app.projects p
  cross join lateral jsonb_each(case jsonb_typeof(p.destinations) when 'object' then p.destinations end)
    as tool (name, state)
  where tool.state @> '{"enabled": true}';
