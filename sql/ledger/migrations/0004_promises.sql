-- Ledger version 4: progress is a compare-and-set; what is settled behind a batch that fails is kept; a chunk is complete
-- only if it adds up to what was counted in the snapshot that was sent; a day keeps the rules of its events; a --resend is
-- a generation of a day; a run says which deployment it belongs to.
-- Only `sent-source-data migrate` runs this, in one transaction.

alter table chunks
  add column step        bigint not null default 0,
  add column ahead       jsonb not null default '[]',
  add column settled_ids bigint not null default 0,
  add column leased_at   timestamptz,
  drop constraint chunk_is_planned_when_complete,
  drop constraint chunk_adds_up,
  drop constraint chunk_counts_have_a_position,
  add constraint chunk_adds_up_when_complete
    check (completed_at is null or (planned is not null and planned = delivered + rejected)),
  add constraint chunk_is_within_its_plan check (delivered + rejected <= planned),
  add constraint chunk_counts_have_a_position
    check (delivered + rejected = 0 or after_source is not null or ahead <> '[]'),
  add constraint chunk_has_nothing_ahead_when_complete check (completed_at is null or ahead = '[]'),
  add constraint chunk_lease_begins_before_it_ends check (leased_at < lease_until);
comment on column chunks.step is 'raised by each change of the progress, which names the step that it continues';
comment on column chunks.ahead is
  'what is settled behind the position: [[source, user, source, user], ...], each behind the first and through the second';
comment on column chunks.settled_ids is 'sum of the ids of all delivered and rejected events, modulo 2^64';
comment on column chunks.planned is 'events of the chunk in the snapshot that is sent';

alter table days
  add column generation      bigint not null default 0,
  add column is_backfill     boolean,
  add column integrations    text,
  add column library_version text,
  add column plan_digest     text,
  add column settings        text,
  add constraint day_has_all_rules_or_none
    check (num_nulls(is_backfill, library_version, plan_digest, settings) in (0, 4)),
  add constraint day_generation_is_not_negative check (generation >= 0);
comment on column days.generation is 'the --resend that the day was last sent for (runs.resend); 0: none';
comment on column days.settings is 'further settings that decide the bytes of the day''s events';

alter table runs
  add column resend            bigint,
  add column began             bigint,
  add column seen              bigint,
  add column seen_at           timestamptz,
  add column expires_at        timestamptz,
  add column contract_database text,
  add column contract_schema   text,
  add column time_zone         text,
  add column event_name        text,
  add column receiver          text,
  add constraint run_names_its_deployment_as_a_whole
    check (num_nulls(contract_schema, time_zone, event_name, receiver) in (0, 4));
comment on column runs.resend is 'the first run of the --resend that it works on';
comment on column runs.began is 'number of the transaction that began it, which orders it among signs of life';
comment on column runs.seen is 'number of the transaction with its latest sign of life';
comment on column runs.seen_at is 'when that was; one in the future says nothing, for the clock was set back since';
