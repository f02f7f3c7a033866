-- One's own tables mapped to the input contract by views. The tables stand for a product's own: ids are bigint and
-- uuid, counters are one wide row a day, nothing is kept of former members. Runnable as it is, on an empty database.
create schema app;
create table app.teams (id bigint primary key, personal boolean not null);
create table app.projects (id uuid primary key, name text, team_id bigint references app.teams);
create table app.team_users (team_id bigint, user_id uuid, joined timestamptz);
create table app.project_guests (project_id uuid, user_id uuid, invited timestamptz);
create table app.daily_usage (project_id uuid, on_day date, identify bigint, track bigint, page bigint,
                              primary key (on_day, project_id));
create table app.daily_sdk_usage (project_id uuid, on_day date, sdk text, calls bigint,
                                  primary key (on_day, project_id, sdk));
create table app.integrations (project_id uuid, kind text, switched_on timestamptz, switched_off timestamptz);

create schema source_data;
create view source_data.sources as
  select id as source_id, name as slug, team_id as owner_id from app.projects;
create view source_data.owners as
  select id as owner_id, case when personal then 'user' else 'workspace' end as kind from app.teams;
-- Who has left is not known, so a backfill counts today's members; `until` is open.
create view source_data.owner_members as
  select team_id as owner_id, user_id, joined as since, null::timestamptz as until from app.team_users;
create view source_data.source_collaborators as
  select project_id as source_id, user_id, invited as since, null::timestamptz as until from app.project_guests;
-- A wide row becomes one row for each method; the index on (on_day, …) keeps a window cheap to read.
create view source_data.source_calls as
  select project_id as source_id, on_day as day, method, calls
  from app.daily_usage
  cross join lateral (values ('identify', identify), ('track', track), ('page', page)) as wide (method, calls);
create view source_data.source_library_calls as
  select project_id as source_id, on_day as day, sdk as library, calls from app.daily_sdk_usage;
create view source_data.source_destinations as
  select project_id as source_id, kind as destination, switched_on as enabled_at, switched_off as disabled_at
  from app.integrations;
