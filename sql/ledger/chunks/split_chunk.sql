-- No row. Splits a chunk in two at a source: the claim keeps the lower part; the upper part is a new, unclaimed chunk.
-- Neither is planned or has progress then. Changes nothing if the claim no longer stands, the chunk was already split
-- there, or its progress is past that source (restart_chunk.sql first). Run under the lock of the day, so that no other
-- worker uses the new chunk's number.
-- $1: day; $2: chunk; $3: fence; $4: the first source of the upper part.
-- Served by the primary key of chunks.
with held as (
  select day, chunk, until_source
  from chunks
  where day = $1::date and chunk = $2::integer and fence = $3::bigint and completed_at is null
    and (from_source is null or from_source < $4::text) and (until_source is null or until_source > $4::text)
    and (after_source is null or after_source < $4::text) and ahead = '[]'
), lower_part as (
  update chunks c
  set until_source = $4::text, planned = null
  from held
  where c.day = held.day and c.chunk = held.chunk
)
insert into chunks (day, chunk, from_source, until_source)
select held.day, (select max(chunk) + 1 from chunks where day = held.day), $4::text, held.until_source
from held
