-- Example: views that map your own tables to the input contract. There are no counters, only one row per call, which a
-- materialized view rolls up. Runs unchanged on an empty database. docs/adopt.md leads from here to the first run;
-- event_table_refresh.sql is what to run each night before the job.

-- The product's own tables. To adapt the example, leave these out and put your names into the views below.
create schema app;
create table app.customers (customer_id text primary key, is_company boolean not null);
create table app.customer_users (customer_id text, user_id text, since timestamptz, until timestamptz);
create table app.sources (source text primary key, slug text, customer_id text references app.customers);
create table app.source_users (source text, user_id text, since timestamptz, until timestamptz);
create table app.source_tools (source text, tool text, enabled_at timestamptz, disabled_at timestamptz);
create table app.events (source text, received_at timestamptz not null default now(), type text, library text);

create index on app.sources (source collate "C");
create index on app.source_users (source collate "C");
create index on app.source_tools (source collate "C");
create index on app.customer_users (customer_id);

-- One roll-up for both relations of counters, so that no reader sees the methods of one refresh and the libraries of
-- another. A day is a day in job.timezone: replace 'UTC' by yours, here and in usage_complete below. Each refresh reads
-- every stored event. A condition on received_at makes that cheaper; it must reach back 30 days (windows.monthly_days)
-- before the first day to be sent, which is job.catch_up_days before yesterday, or the first day of a backfill. Days
-- that it cuts off count as 0.
create materialized view app.daily_usage as
  select source collate "C" as source_id, (received_at at time zone 'UTC')::date as day, type as method,
         coalesce(library, '') as library, count(*) as calls
  from app.events
  group by 1, 2, 3, 4
  order by 2;
-- Unique, because `refresh … concurrently` requires it, and enough on its own to read a range of sources; the other
-- index is for one day of all sources.
create unique index daily_usage_key on app.daily_usage (source_id, day, method, library) include (calls);
create index daily_usage_by_day on app.daily_usage (day);

-- When the roll-up was refreshed. The only row is written in the transaction of the refresh, so that neither is visible
-- without the other.
create table app.roll_up (
  refreshed_at timestamptz,
  only_row     boolean primary key default true check (only_row)
);
insert into app.roll_up default values;

create schema source_data;

create view source_data.sources as
  select source as source_id, slug, customer_id as owner_id from app.sources;

create view source_data.owners as
  select customer_id as owner_id, case when is_company then 'workspace' else 'user' end as kind from app.customers;

create view source_data.owner_members as
  select customer_id as owner_id, user_id, since, until from app.customer_users;

create view source_data.source_collaborators as
  select source as source_id, user_id, since, until from app.source_users;

-- One row for each method and library: the job adds up rows of the same name.
create view source_data.source_calls as
  select source_id, day, method, calls from app.daily_usage;

-- Leaves out events without a library.
create view source_data.source_library_calls as
  select source_id, day, library, calls from app.daily_usage where library <> '';

create view source_data.source_destinations as
  select source as source_id, tool as destination, enabled_at, disabled_at from app.source_tools;

-- The last day for which the roll-up has all events. A day's events are all there an hour after the day has ended. The
-- hour is the longest time between received_at and the commit that makes the event visible (queues, long transactions,
-- clocks that differ); replace it by yours. A refresh at 00:30 therefore does not finalise the day that ended half an
-- hour before, but a refresh at 01:00 does. Events that arrive even later count from the next refresh on, in the sums
-- of later days; the day itself includes them when `backfill --resend` sends it again. NULL, before the first refresh,
-- holds every day back.
create view source_data.usage_complete as
  select ((refreshed_at - interval '1 hour') at time zone 'UTC')::date - 1 as through from app.roll_up;
