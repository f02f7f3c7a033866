-- Example: views that map your own tables to the input contract. Counters are wide (one row per day with one column for
-- each method), and memberships are spans. Runs unchanged on an empty database. docs/adopt.md leads from here to the
-- first run.

-- The product's own tables. To adapt the example, leave these out and put your names into the views below.
create schema app;
create table app.accounts (account_id text primary key, is_team boolean not null);
create table app.people (person_id text primary key, wants_no_events boolean not null default false);
create table app.seats (account_id text, person_id text, joined_at timestamptz, left_at timestamptz);
create table app.streams (stream_id text primary key, name text, account_id text references app.accounts);
create table app.guests (stream_id text, person_id text, invited_at timestamptz, removed_at timestamptz);
create table app.tools (stream_id text, tool text, on_since timestamptz, off_since timestamptz);
create table app.daily_calls (
  stream_id text,
  on_day    date,
  identifies bigint, aliases bigint, tracks bigint, pages bigint, screens bigint, groups bigint,
  primary key (on_day, stream_id)
);
create table app.daily_library_calls (
  stream_id text,
  on_day    date,
  library   text,
  calls     bigint,
  primary key (on_day, stream_id, library)
);

-- The primary keys above begin with the day, so they find one day; partitions by day do too. If there are more sources
-- than fit in job.memory at a time (260,000 by default), the job reads ranges of ids, bytewise. An index in the
-- database's own collation is no use for those. With fewer sources you need none of these.
create index on app.streams (stream_id collate "C");
create index on app.guests (stream_id collate "C");
create index on app.tools (stream_id collate "C");
create index on app.daily_calls (stream_id collate "C", on_day);
create index on app.daily_library_calls (stream_id collate "C", on_day);
create index on app.seats (account_id);

create schema source_data;

create view source_data.sources as
  select stream_id as source_id, name as slug, account_id as owner_id from app.streams;

create view source_data.owners as
  select account_id as owner_id, case when is_team then 'workspace' else 'user' end as kind from app.accounts;

create view source_data.owner_members as
  select account_id as owner_id, person_id as user_id, joined_at as since, left_at as until from app.seats;

create view source_data.source_collaborators as
  select stream_id as source_id, person_id as user_id, invited_at as since, removed_at as until from app.guests;

-- One row becomes one for each method, without methods that have no calls. Negative counts stay, so that the job
-- reports them.
create view source_data.source_calls as
  select stream_id as source_id, on_day as day, method, calls
  from app.daily_calls
  cross join lateral (values ('identify', identifies), ('alias', aliases), ('track', tracks),
                             ('page', pages), ('screen', screens), ('group', groups)) as wide (method, calls)
  where calls <> 0;

create view source_data.source_library_calls as
  select stream_id as source_id, on_day as day, library, calls from app.daily_library_calls;

create view source_data.source_destinations as
  select stream_id as source_id, tool as destination, on_since as enabled_at, off_since as disabled_at from app.tools;

-- Optional: people for whom no event is ever sent.
create view source_data.suppressed_users as
  select person_id as user_id from app.people where wants_no_events;
