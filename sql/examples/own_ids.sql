-- Example: views that map your own tables to the input contract. Ids are uuid and bigint, only current memberships are
-- known, and a source's destinations are in a JSON column. Runs unchanged on an empty database. docs/adopt.md leads
-- from here to the first run.

-- The product's own tables. To adapt the example, leave these out and put your names into the views below.
create schema app;
create table app.teams (id bigint primary key, personal boolean not null);
create table app.team_users (team_id bigint, user_id uuid, primary key (team_id, user_id));
-- destinations looks like this: {"mixpanel": {"enabled": true, "since": "2026-01-31T12:00:00Z"}}.
create table app.projects (id uuid primary key, name text, team_id bigint references app.teams, destinations jsonb);
create table app.project_users (project_id uuid, user_id uuid, primary key (project_id, user_id));
create table app.usage (
  project_id uuid, on_day date, method text, calls bigint, primary key (on_day, project_id, method)
);
create table app.sdk_usage (
  project_id uuid, on_day date, sdk text, calls bigint, primary key (on_day, project_id, sdk)
);

-- The primary keys above begin with the day, so they find one day. If there are more sources than fit in job.memory at
-- a time (260,000 by default), the job reads ranges of their ids, as text and bytewise. An index on a uuid or bigint
-- cannot find those; an index on the text can, and if it includes the other columns, the table is not read at all. With
-- fewer sources you need none of these.
create index on app.projects ((id::text) collate "C");
create index on app.project_users ((project_id::text) collate "C");
create index on app.usage ((project_id::text) collate "C", on_day) include (project_id, method, calls);
create index on app.sdk_usage ((project_id::text) collate "C", on_day) include (project_id, sdk, calls);

create schema source_data;

-- Ids keep their types: the job reads them as text, and owners and members are still joined through the keys of their
-- own tables.
create view source_data.sources as
  select id as source_id, name as slug, team_id as owner_id from app.projects;

create view source_data.owners as
  select id as owner_id, case when personal then 'user' else 'workspace' end as kind from app.teams;

-- The start is unknown, and people who left are gone: open spans. Every day has today's members, in a backfill too.
create view source_data.owner_members as
  select team_id as owner_id, user_id, null::timestamptz as since, null::timestamptz as until from app.team_users;

create view source_data.source_collaborators as
  select project_id as source_id, user_id, null::timestamptz as since, null::timestamptz as until
  from app.project_users;

create view source_data.source_calls as
  select project_id as source_id, on_day as day, method, calls from app.usage;

create view source_data.source_library_calls as
  select project_id as source_id, on_day as day, sdk as library, calls from app.sdk_usage;

-- One row for each enabled key. A column that is not an object has none. A "since" that is not a time ends the reading
-- (exit code 2), so enforce its form with a constraint on the table. The table does not say when a destination was
-- disabled, so a disabled destination disappears from all days.
create view source_data.source_destinations as
  select p.id as source_id, tool.name as destination, (tool.state ->> 'since')::timestamptz as enabled_at,
         null::timestamptz as disabled_at
  from app.projects p
  cross join lateral jsonb_each(case jsonb_typeof(p.destinations) when 'object' then p.destinations end)
    as tool (name, state)
  where tool.state @> '{"enabled": true}';
