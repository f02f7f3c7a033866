-- The same as source_calls.sql, for calls of the type numeric. The fourth column is the text of calls that are not a
-- whole number of 64 bits: fractions, NaN, infinities and larger numbers. The third one is NULL then. In no order.
-- $1, $2: the range of source ids as in source_calls.sql; $3, $4: first and last day.
-- Served by what serves source_calls.sql: partitions by day, and an index by source_id collate "C" if the range is
-- bounded.
select source_id, method,
       case when calls = trunc(calls) and calls between -9223372036854775808 and 9223372036854775807
            then calls::bigint end,
       case when calls <> trunc(calls) or calls not between -9223372036854775808 and 9223372036854775807
            then calls::text end
from (select source_id::text, method::text, calls
      from source_calls
      where day between $3::date and $4::date
        and ($1::text is null or source_id::text collate "C" >= $1::text)
        and ($2::text is null or source_id::text collate "C" < $2::text)
      union all
      select source_id::text, method::text, calls
      from source_calls
      where day between $3::date and $4::date and $1::text is null and $2::text is not null and source_id is null) counters
