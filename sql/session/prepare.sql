-- Prepares a transaction, for that transaction only, so that nothing set for the role, the database or a pooled session
-- changes what it reads or writes; one row. Runs in one round trip with BEGIN, before anything else. Its names are
-- qualified, because the search path is not set yet.
-- Names resolve in one schema, and last in temporary tables. Timestamps that a view returns without a time zone are
-- read in the given one. With $5 off, a row that a policy hides is an error. JIT is off, because compiling a statement
-- for each of its partitions costs more than it saves. transaction_timeout exists since PostgreSQL 17.
-- $1: schema (NULL: names resolve in pg_catalog only); $2: time zone; $3: how long to wait for a lock, $4: how long a
-- statement may take, both in milliseconds (0: no limit); $5: 'on' if policies may hide rows, else 'off'.
-- No relation is read.
select pg_catalog.set_config('search_path',
                             pg_catalog.concat(pg_catalog.quote_ident($1::pg_catalog.text) operator(pg_catalog.||) ', ',
                                               'pg_temp'), true),
       pg_catalog.set_config('DateStyle', 'ISO, YMD', true),
       pg_catalog.set_config('TimeZone', $2::pg_catalog.text, true),
       pg_catalog.set_config('row_security', $5::pg_catalog.text, true),
       pg_catalog.set_config('jit', 'off', true),
       pg_catalog.set_config('client_min_messages', 'notice', true),
       pg_catalog.set_config('standard_conforming_strings', 'on', true),
       pg_catalog.set_config('array_nulls', 'on', true),
       pg_catalog.set_config('extra_float_digits', '1', true),
       pg_catalog.set_config('bytea_output', 'hex', true),
       pg_catalog.set_config('IntervalStyle', 'postgres', true),
       pg_catalog.set_config('lc_monetary', 'C', true),
       pg_catalog.set_config('xmlbinary', 'base64', true),
       pg_catalog.set_config('quote_all_identifiers', 'off', true),
       pg_catalog.set_config('gin_fuzzy_search_limit', '0', true),
       pg_catalog.set_config('idle_in_transaction_session_timeout', '0', true),
       pg_catalog.set_config('lock_timeout', $3::pg_catalog.text, true),
       pg_catalog.set_config('statement_timeout', $4::pg_catalog.text, true),
       case when pg_catalog.current_setting('transaction_timeout', true) is not null
            then pg_catalog.set_config('transaction_timeout', '0', true) end
