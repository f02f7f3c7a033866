-- ensure_day_partitions(from, to): creates the missing partitions of both counter tables for each day of a range;
-- returns how many it created. Call it before you load the first row of a day. A row of a day without a partition goes
-- to the default partition, which is correct but slower to read; it moves when that day's partition is created.
-- Run by `sent-source-data migrate --with-contract` with database.schema as the search path, which the function keeps;
-- safe to repeat.
create or replace function ensure_day_partitions(from_day date, to_day date) returns integer
language plpgsql set search_path from current as $function$
declare
  relation text;
  partition_name text;
  partition_day date;
  made integer := 0;
begin
  foreach relation in array array['source_calls', 'source_library_calls'] loop
    for partition_day in select d::date from generate_series(from_day, to_day, interval '1 day') d loop
      partition_name := relation || to_char(partition_day, '_YYYYMMDD');
      continue when to_regclass(partition_name) is not null;
      execute format('create table %I (like %I including all)', partition_name, relation);
      execute format('with moved as (delete from %I where day = %L returning *) insert into %I select * from moved',
                     relation || '_default', partition_day, partition_name);
      execute format('alter table %I attach partition %I for values from (%L) to (%L)',
                     relation, partition_name, partition_day, partition_day + 1);
      made := made + 1;
    end loop;
  end loop;
  return made;
end
$function$;
