-- ensure_day_partitions(from, to): makes the partitions of both counter tables for each day of a range that
-- has none; returns how many it made. For whoever loads counters, before the first row of a day. A row of a day
-- without a partition goes to the default partition, which is correct but slower to read.
-- Run by `sent-source-data migrate --with-contract` with database.schema as the search path; safe to repeat.
create or replace function ensure_day_partitions(from_day date, to_day date) returns integer
language plpgsql as $function$
declare
  relation text;
  partition_day date;
  made integer := 0;
begin
  foreach relation in array array['source_calls', 'source_library_calls'] loop
    for partition_day in select d::date from generate_series(from_day, to_day, interval '1 day') d loop
      if to_regclass(format('%I', relation || to_char(partition_day, '_YYYYMMDD'))) is null then
        execute format('create table %I partition of %I for values from (%L) to (%L)',
                       relation || to_char(partition_day, '_YYYYMMDD'), relation,
                       partition_day, partition_day + 1);
        made := made + 1;
      end if;
    end loop;
  end loop;
  return made;
end
$function$;
