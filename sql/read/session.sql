-- Sets up a reading transaction; one row. Names resolve in the contract's schema and nowhere else, temporary
-- tables last; spans that a view gives without a zone are read in the job's. $1: the schema; $2: the time zone;
-- $3: whether for this transaction only.
select set_config('search_path', quote_ident($1::text) || ', pg_temp', $3::boolean),
       set_config('TimeZone', $2::text, $3::boolean)
