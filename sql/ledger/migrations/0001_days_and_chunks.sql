-- Ledger version 1: which days are delivered, how far each chunk of a day is, what was rejected, and who ran.
-- Only `sent-source-data migrate` runs this and the other migrations, each in one transaction, with the ledger's schema as
-- the search path.

create table deployment (
  only_row   boolean primary key default true constraint deployment_has_one_row check (only_row),
  version    integer not null,
  namespace  uuid not null default gen_random_uuid(),
  created_at timestamptz not null default now()
);
comment on column deployment.namespace is
  'of the version 5 UUIDs that identify events; made once, never changed';
insert into deployment (version) values (0);

create table runs (
  run_id     bigint generated always as identity primary key,
  command    text not null,
  version    text not null,
  started_at timestamptz not null default now(),
  ended_at   timestamptz,
  exit_code  integer,
  delivered  bigint not null default 0,
  rejected   bigint not null default 0,
  constraint run_ends_with_a_code check ((ended_at is null) = (exit_code is null))
);

create table days (
  day       date primary key,
  opened_at timestamptz not null default now()
);

create table chunks (
  day          date not null references days on delete cascade,
  chunk        integer not null,
  from_source  text collate "C",
  until_source text collate "C",
  after_source text collate "C",
  after_user   text collate "C",
  planned      bigint,
  delivered    bigint not null default 0,
  rejected     bigint not null default 0,
  completed_at timestamptz,
  worker       text,
  fence        bigint not null default 0,
  lease_until  timestamptz,
  constraint chunks_key primary key (day, chunk),
  constraint chunk_range_is_not_empty check (from_source < until_source),
  constraint chunk_position_is_whole check ((after_source is null) = (after_user is null)),
  constraint chunk_counts_are_not_negative check (delivered >= 0 and rejected >= 0),
  constraint chunk_is_planned_when_complete check ((completed_at is null) = (planned is null)),
  constraint chunk_adds_up check (planned = delivered + rejected),
  constraint chunk_lease_has_a_worker check ((lease_until is null) = (worker is null))
);
comment on column chunks.fence is
  'raised by each claim; progress moves only with the value the claim returned';

create table rejected_events (
  day         date not null references days on delete cascade,
  source_id   text collate "C" not null,
  user_id     text collate "C" not null,
  message_id  uuid not null,
  payload     text not null,
  status      integer not null,
  reason      text not null,
  rejected_at timestamptz not null default now(),
  constraint rejected_events_key primary key (day, source_id, user_id)
);
comment on column rejected_events.status is 'of the receiver''s answer; 0: refused before it was sent';
