-- No row. Records one chunk of a day.
-- $1: day; $2: number; $3, $4: the range of sources.
-- Served by the primary key of chunks.
insert into chunks (day, chunk, from_source, until_source)
values ($1::date, $2::integer, $3::text, $4::text)
