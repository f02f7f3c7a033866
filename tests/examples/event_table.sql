-- Rows for sql/examples/event_table.sql, around 2026-03-10: 45 days of events of 70 sources, which make more than
-- 10,000 counters by method and library, and one source whose sums are easy to check by hand. Some rows are dirty, so
-- the job can only report them.
begin;
insert into app.customers select 'customer-' || i, i % 3 > 0 from generate_series(1, 12) i;
insert into app.customer_users
select 'customer-' || i % 12 + 1, 'user-' || i % 37 + 1, timestamptz '2026-01-01 00:00Z' + i * interval '1 day',
       case when i % 4 = 0 then timestamptz '2026-03-09 12:00Z' end
from generate_series(1, 60) i;
insert into app.sources
select 'source-' || i, 'Source ' || i, case when i % 20 > 0 then 'customer-' || i % 12 + 1 end
from generate_series(1, 70) i;
insert into app.source_users
select 'source-' || i, 'user-' || i % 23 + 1, timestamptz '2026-02-01 00:00Z',
       case when i % 5 = 0 then timestamptz '2026-03-11 00:00Z' end
from generate_series(1, 70, 2) i;
insert into app.source_tools
select 'source-' || i, 'tool ' || i % 4, timestamptz '2026-01-01 00:00Z', null from generate_series(1, 70) i;
insert into app.events
select 'source-' || i, timestamptz '2026-03-11 00:00Z' - age * interval '1 day' - (i % 20 + 1) * interval '70 minutes',
       type, library
from generate_series(1, 70) i, generate_series(0, 44) age, unnest(array['track', 'page']) type,
     unnest(array['analytics.js', 'node', null]) library, generate_series(0, i % 2);
-- The first and the last microsecond of the day.
insert into app.events values ('source-1', '2026-03-10 00:00Z', 'alias', 'ios'),
                              ('source-2', '2026-03-10 23:59:59.999999Z', 'alias', 'ios');
insert into app.events values (null, '2026-03-10 12:00Z', 'track', 'node'),
                              ('source-3', '2026-03-10 12:00Z', null, 'node'),
                              ('unknown', '2026-03-10 12:00Z', 'track', 'node');

insert into app.customers values ('acme', true);
insert into app.customer_users values ('acme', 'ada', null, null), ('acme', 'gone', null, '2026-03-10 23:00Z');
insert into app.sources values ('known', 'Known', 'acme');
insert into app.source_users values ('known', 'grace', '2026-03-10 23:00Z', null);
insert into app.source_tools values ('known', 'mixpanel', null, null), ('known', 'vero', null, '2026-03-01 00:00Z');
-- 2 identify and 3 track in the week, 4 more track in the month, and one that is a day too old.
insert into app.events
select 'known', received_at, type, library
from (values (1, timestamptz '2026-03-10 08:00Z', 'identify', 'node'),
             (1, '2026-03-10 09:00Z', 'identify', 'analytics.js'),
             (3, '2026-03-04 00:00Z', 'track', 'analytics.js'), (4, '2026-03-03 23:59Z', 'track', null),
             (1, '2026-02-08 23:59Z', 'track', 'ios')) as v (times, received_at, type, library),
     generate_series(1, times);
commit;
