-- The complete days of a range, oldest first: days that were cut into chunks, all of which are complete and which cover
-- all sources without a gap; of these, days that were begun for a certain --resend or for a later one.
-- $1, $2: first and last day; $3: the --resend; 0: any.
-- Served by the primary keys of chunks and days.
select day::text
from (select day, completed_at, from_source, until_source,
             lag(until_source) over in_order as until_before, row_number() over in_order = 1 as is_first,
             row_number() over backwards = 1 as is_last
      from chunks
      where day between $1::date and $2::date
      window in_order as (partition by day order by from_source nulls first),
             backwards as (partition by day order by from_source desc nulls last)) cut
group by day
having day in (select d.day from days d where d.day between $1::date and $2::date and d.generation >= $3::bigint)
   and bool_and(completed_at is not null)
   and bool_and(case when is_first then from_source is null else from_source = until_before end)
   and bool_and(not is_last or until_source is null)
order by day
