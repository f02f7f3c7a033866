-- Own tables mapped to the input contract by views: there are no counters, but one row for each call, which a
-- materialized view rolls up. Runnable as it is, on an empty database; docs/adopt.md has the way from here to the
-- first run, and event_table_refresh.sql what is to be run each night before the job.

-- The product's own tables. To adapt: leave these out, put your names into the views below.
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
-- another. A day is one of job.timezone: put yours for 'UTC', here and in usage_complete below. Every event that is
-- kept is read by each refresh. A condition on received_at makes that cheaper, and must reach back 30 days
-- (windows.monthly_days) before the first day that is sent: job.catch_up_days before yesterday, or the first of a
-- backfill. Days that it cuts off count as 0.
create materialized view app.daily_usage as
  select source collate "C" as source_id, (received_at at time zone 'UTC')::date as day, type as method,
         coalesce(library, '') as library, count(*) as calls
  from app.events
  group by 1, 2, 3, 4
  order by 2;
-- Unique, as `refresh … concurrently` wants it, and read alone for a range of sources; the other is for one day of
-- them all.
create unique index daily_usage_key on app.daily_usage (source_id, day, method, library) include (calls);
create index daily_usage_by_day on app.daily_usage (day);

-- Since when the roll-up stands. Its one row is written in the transaction of the refresh, so neither is seen without
-- the other.
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

-- A row for each method and library: the job adds up what has the same name.
create view source_data.source_calls as
  select source_id, day, method, calls from app.daily_usage;

-- Events without a library belong to none.
create view source_data.source_library_calls as
  select source_id, day, library, calls from app.daily_usage where library <> '';

create view source_data.source_destinations as
  select source as source_id, tool as destination, enabled_at, disabled_at from app.source_tools;

-- The last day of which the roll-up has all events. Those of a day are all there once it is over and an hour has
-- passed: the most that lies between received_at and the commit that makes the event seen (queues, long transactions,
-- clocks that differ); put your own. So a refresh at 00:30 does not yet make the day final that ended half an hour
-- before, one at 01:00 does. What comes later still counts from the next refresh on, in the sums of later days; the
-- day itself has it when it is sent again by `backfill --resend`. NULL, before the first refresh, holds every day
-- back.
create view source_data.usage_complete as
  select ((refreshed_at - interval '1 hour') at time zone 'UTC')::date - 1 as through from app.roll_up;
