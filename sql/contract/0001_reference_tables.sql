-- The input contract as tables, for users without tables of their own to map by views. Run by `sent-source-data migrate
-- --with-contract` with database.schema as the search path; safe to repeat.
--
-- Ids are compared bytewise (collate "C"), as the job orders them, so that a chunk (a range of sources) is an index
-- range. Counters are partitioned by day: a run reads 30 partitions, and old days are dropped, not deleted. The keys of
-- counters include the count, so that a vacuumed chunk is read from the index alone.

create table if not exists sources (
  source_id text collate "C" constraint sources_key primary key,
  slug      text,
  owner_id  text collate "C"
);

create table if not exists owners (
  owner_id text collate "C" constraint owners_key primary key,
  kind     text not null constraint owner_kind_is_known check (kind in ('workspace', 'user'))
);

create table if not exists owner_members (
  owner_id text collate "C" not null,
  user_id  text collate "C" not null,
  since    timestamptz,
  until    timestamptz,
  constraint member_span_is_not_reversed check (since <= until)
);
create index if not exists owner_members_by_owner on owner_members (owner_id, user_id);

create table if not exists source_collaborators (
  source_id text collate "C" not null,
  user_id   text collate "C" not null,
  since     timestamptz,
  until     timestamptz,
  constraint collaborator_span_is_not_reversed check (since <= until)
);
create index if not exists source_collaborators_by_source on source_collaborators (source_id, user_id);

create table if not exists source_calls (
  source_id text collate "C" not null,
  day       date not null,
  method    text collate "C" not null,
  calls     bigint constraint calls_are_not_negative check (calls >= 0),
  constraint source_calls_key primary key (source_id, day, method) include (calls)
) partition by range (day);
create table if not exists source_calls_default partition of source_calls default;

create table if not exists source_library_calls (
  source_id text collate "C" not null,
  day       date not null,
  library   text collate "C" not null,
  calls     bigint constraint library_calls_are_not_negative check (calls >= 0),
  constraint source_library_calls_key primary key (source_id, day, library) include (calls)
) partition by range (day);
create table if not exists source_library_calls_default partition of source_library_calls default;

create table if not exists source_destinations (
  source_id   text collate "C" not null,
  destination text not null,
  enabled_at  timestamptz,
  disabled_at timestamptz,
  constraint destination_span_is_not_reversed check (enabled_at <= disabled_at)
);
create index if not exists source_destinations_by_source on source_destinations (source_id, destination);

-- Holds days back until its only row says that their counters are final; has no effect while it is empty.
create table if not exists usage_complete (
  through  date not null,
  only_row boolean not null default true constraint usage_complete_has_one_row primary key check (only_row)
);

create table if not exists suppressed_users (
  user_id text collate "C" constraint suppressed_users_key primary key
);
