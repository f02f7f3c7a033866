-- Ledger version 2: a rejected event belongs to a chunk, so that a replay can move it from the chunk's rejected to its
-- delivered events; a run records its worker and its days; constraints guard more of the state machine.
-- Only `sent-source-data migrate` runs this, in one transaction.

alter table runs
  add column worker    text,
  add column first_day date,
  add column last_day  date,
  add constraint run_days_are_a_range check (first_day <= last_day),
  add constraint run_counts_are_not_negative check (delivered >= 0 and rejected >= 0);

create unique index run_is_begun_once on runs (worker);

create unique index chunk_begins_once on chunks (day, coalesce(from_source, ''));
alter table chunks
  add constraint chunk_numbers_are_not_negative check (chunk >= 0 and fence >= 0),
  add constraint chunk_position_is_in_range check (after_source >= from_source and after_source < until_source),
  add constraint chunk_counts_have_a_position check (delivered + rejected = 0 or after_source is not null),
  add constraint chunk_has_no_lease_when_complete check (completed_at is null or worker is null),
  add constraint chunk_was_claimed_before_it_moved check (fence > 0 or (after_source is null and completed_at is null));

alter table rejected_events add column chunk integer;
update rejected_events e
set chunk = c.chunk
from chunks c
where c.day = e.day
  and (c.from_source is null or c.from_source <= e.source_id) and (c.until_source is null or c.until_source > e.source_id);
alter table rejected_events
  alter column chunk set not null,
  add constraint rejected_event_is_of_a_chunk foreign key (day, chunk) references chunks on delete cascade,
  add constraint rejected_event_has_an_answer check (status = 0 or status between 100 and 999),
  add constraint rejected_event_has_a_reason check (reason <> '');
