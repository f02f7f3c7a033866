-- Ledger version 3: how large a day is, counted before its first event is sent, and when its latest delivery began. For
-- progress, job.max_events and `status`.
-- Only `sent-source-data migrate` runs this, in one transaction.

alter table days
  add column begun_at        timestamptz,
  add column planned_events  bigint,
  add column planned_users   bigint,
  add column planned_sources bigint,
  add constraint day_is_planned_as_a_whole
    check (num_nulls(planned_events, planned_users, planned_sources) in (0, 3)),
  add constraint day_plan_is_not_negative
    check (planned_events >= 0 and planned_users >= 0 and planned_sources >= 0);
update days set begun_at = opened_at;
alter table days
  alter column begun_at set default now(),
  alter column begun_at set not null;
comment on column days.begun_at is 'when it was opened, or a --resend began';

-- The ten sources and the ten workspaces of a day with most events.
create table fan_outs (
  day    date not null references days on delete cascade,
  kind   text not null,
  id     text collate "C" not null,
  slug   text not null,
  events bigint not null,
  constraint fan_outs_key primary key (day, kind, id),
  constraint fan_out_is_of_a_source_or_a_workspace check (kind in ('source', 'workspace')),
  constraint fan_out_has_events check (events > 0)
);
