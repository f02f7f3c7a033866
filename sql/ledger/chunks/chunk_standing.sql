-- Why a step of a claim moved nothing: whether the claim stands, and the chunk's fence and step. One row; no row: no
-- such chunk.
-- $1: day; $2: chunk; $3: fence; $4: worker.
-- Served by the primary key of chunks.
select coalesce(fence = $3::bigint and worker = $4::text and completed_at is null, false) as stands, fence, step
from chunks
where day = $1::date and chunk = $2::integer
