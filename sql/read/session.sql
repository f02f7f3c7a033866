-- Sets up a reading transaction, for that transaction only; one row. Names resolve only in the contract's schema, and
-- last in temporary tables. Spans that a view returns without a time zone are read in the job's. JIT is off, because
-- compiling a statement for each of its partitions costs more than it saves.
-- $1: schema; $2: time zone.
-- No relation is read.
select set_config('search_path', quote_ident($1::text) || ', pg_temp', true),
       set_config('TimeZone', $2::text, true),
       set_config('jit', 'off', true)
