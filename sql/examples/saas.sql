-- Example: views that map your own tables to the input contract. The product is a hosted service, with uuids for
-- workspaces, bigints for projects, invitations, soft deletes, personal workspaces, archived projects, and hourly
-- counters of two regions in two schemas. Timestamps have no zone and are in UTC; the business is in New York. Runs
-- unchanged on an empty database. docs/adopt.md leads from here to the first run, and docs/mapping.md explains the
-- decisions.
--
-- Whoever runs this file owns the views, and the views read the tables with the owner's rights. So the job's role needs
-- `select` on the views and nothing on the tables; sql/roles.sql grants exactly that.

-- The product's own tables. To adapt the example, leave these out and put your names into the views below.
create schema app;
create schema usage_us;
create schema usage_eu;

-- The website and the app send public_id as userId, so it is the user_id here. They never send id.
create table app.accounts (
  id bigint primary key, public_id text not null unique, wants_no_events boolean not null default false,
  deleted_at timestamp
);
-- personal_account_id is set for the workspace that every account gets for itself. It has no rows in memberships. The
-- website sends the id of every other workspace in its `group` calls.
create table app.workspaces (
  id uuid primary key, personal_account_id bigint unique references app.accounts, created_at timestamp not null,
  deleted_at timestamp
);
-- An invitation has no accepted_at, and no account if it went to an address that has none yet.
create table app.memberships (
  workspace_id uuid not null references app.workspaces, account_id bigint references app.accounts, email text,
  accepted_at timestamp, removed_at timestamp
);
create table app.projects (
  id bigint primary key, name text not null, workspace_id uuid references app.workspaces,
  archived boolean not null default false, deleted_at timestamp
);
create table app.project_guests (
  project_id bigint not null references app.projects, account_id bigint references app.accounts, email text,
  accepted_at timestamp, removed_at timestamp
);
create table app.project_integrations (
  project_id bigint references app.projects, integration text, enabled boolean not null,
  primary key (project_id, integration)
);
-- One row for each hour, method and library: hour '2026-03-11 03:00', method TRACK, library analytics-node/6.1.2.
create table usage_us.hours (
  project_id bigint, hour timestamp, method text, library text, calls bigint not null,
  primary key (project_id, hour, method, library)
);
create table usage_eu.hours (like usage_us.hours including all);
-- Each region's loader writes here up to when its hours are final.
create table usage_us.loaded (until timestamp not null);
create table usage_eu.loaded (until timestamp not null);

-- The business's day of an hour. The first zone is the one that the column is in; the second must be job.timezone, here
-- and wherever else this file says America/New_York. The indexes contain the same expression as the views below, so
-- that the server finds one day without reading the others. In a zone that is not whole hours from UTC, an hour in
-- which a day ends counts towards that day.
create index hours_by_day on usage_us.hours (((hour at time zone 'UTC' at time zone 'America/New_York')::date));
create index hours_by_day on usage_eu.hours (((hour at time zone 'UTC' at time zone 'America/New_York')::date));

-- If there are more projects than fit in job.memory at a time (260,000 by default), the job reads ranges of their ids,
-- as text and bytewise. These indexes find a range, and contain every column, so that the tables are not read at all.
-- With fewer projects you need none of these.
create index on usage_us.hours
  ((project_id::text) collate "C", ((hour at time zone 'UTC' at time zone 'America/New_York')::date))
  include (project_id, hour, method, library, calls);
create index on usage_eu.hours
  ((project_id::text) collate "C", ((hour at time zone 'UTC' at time zone 'America/New_York')::date))
  include (project_id, hour, method, library, calls);
create index on app.projects ((id::text) collate "C");
create index on app.project_guests ((project_id::text) collate "C");
create index on app.project_integrations ((project_id::text) collate "C");

-- Two views that the views of the contract share. The job's role needs no grant on them either.

-- The owner of a workspace's projects: the account, if the workspace is personal, and otherwise the workspace.
create view app.project_owners as
  select w.id as workspace_id, w.created_at, a.id is not null as is_personal,
         coalesce(a.public_id, w.id::text) as owner_id
  from app.workspaces w
  left join app.accounts a on a.id = w.personal_account_id;

-- The counters of both regions by day. A deleted project, or one in a deleted workspace, has no calls from its deletion
-- on: the days before keep their events. Nobody knows when a project was archived, so it has no calls at all. Several
-- rows for one project, day and method are fine, because the job adds them up.
create view app.live_usage as
  select h.project_id, (h.hour at time zone 'UTC' at time zone 'America/New_York')::date as day,
         h.method, h.library, h.calls
  from (select project_id, hour, method, library, calls from usage_us.hours
        union all
        select project_id, hour, method, library, calls from usage_eu.hours) h
  where not exists (select
                    from app.projects p
                    left join app.workspaces w on w.id = p.workspace_id
                    where p.id = h.project_id and (p.archived or h.hour >= least(p.deleted_at, w.deleted_at)));

create schema source_data;

-- Every project. Archived and deleted ones have no calls above, so they get no events. If they were left out here, the
-- job would report their guests, integrations and older calls as those of an unknown source.
create view source_data.sources as
  select p.id as source_id, p.name as slug, o.owner_id
  from app.projects p
  left join app.project_owners o on o.workspace_id = p.workspace_id;

create view source_data.owners as
  select owner_id, case when is_personal then 'user' else 'workspace' end as kind from app.project_owners;

-- Members who have accepted. NULL in since would mean that an invited person was always a member. `least` leaves out a
-- NULL: whichever came first ends the span. The second part names the account of a personal workspace as its member;
-- without it the account would get no events for its own projects. That span has no end: the product deletes the
-- workspace together with the account.
create view source_data.owner_members as
  select m.workspace_id::text as owner_id, a.public_id as user_id, m.accepted_at at time zone 'UTC' as since,
         least(m.removed_at, a.deleted_at) at time zone 'UTC' as until
  from app.memberships m
  join app.accounts a on a.id = m.account_id
  where m.accepted_at is not null
  union all
  select owner_id, owner_id, created_at at time zone 'UTC', null
  from app.project_owners
  where is_personal;

create view source_data.source_collaborators as
  select g.project_id as source_id, a.public_id as user_id, g.accepted_at at time zone 'UTC' as since,
         least(g.removed_at, a.deleted_at) at time zone 'UTC' as until
  from app.project_guests g
  join app.accounts a on a.id = g.account_id
  where g.accepted_at is not null;

-- Methods stay in upper case: the job matches the six in any case.
create view source_data.source_calls as
  select project_id as source_id, day, method, calls from app.live_usage;

-- Without the version: analytics-node/6.1.2 and analytics-node/6.2.0 are one library. Leaves out calls without a
-- library.
create view source_data.source_library_calls as
  select project_id as source_id, day, split_part(library, '/', 1) as library, calls
  from app.live_usage
  where library <> '';

-- The table knows only the current state, so every day has today's, in a backfill too.
create view source_data.source_destinations as
  select project_id as source_id, integration as destination, null::timestamptz as enabled_at,
         null::timestamptz as disabled_at
  from app.project_integrations
  where enabled;

-- One row for each region; the later region holds a day back. The last whole day is the one before the day in which the
-- region's hours end. Without a row here, the region would not count: insert one before the first run.
create view source_data.usage_complete as
  select (until at time zone 'UTC' at time zone 'America/New_York')::date - 1 as through from usage_us.loaded
  union all
  select (until at time zone 'UTC' at time zone 'America/New_York')::date - 1 from usage_eu.loaded;

-- People who do not want events, and people whose account is deleted: a backfill of earlier days must not create them
-- again at the receiver.
create view source_data.suppressed_users as
  select public_id as user_id from app.accounts where wants_no_events or deleted_at is not null;
