-- Sets up a reading transaction, for itself only; one row. Names resolve in the contract's schema and nowhere else,
-- temporary tables last; spans that a view gives without a zone are read in the job's. Compiling a statement for each of its
-- partitions costs more than it saves. $1: schema; $2: time zone.
-- No relation is read.
select set_config('search_path', quote_ident($1::text) || ', pg_temp', true),
       set_config('TimeZone', $2::text, true),
       set_config('jit', 'off', true)
