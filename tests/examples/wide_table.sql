-- Rows for sql/examples/wide_table.sql, around 2026-03-10: more than 10,000 counters by method and by library over 45
-- days, for 100 streams, and one stream whose sums are easy to check by hand.
begin;
insert into app.accounts select 'account-' || i, i % 3 > 0 from generate_series(1, 12) i;
insert into app.people select 'person-' || i, i % 10 = 0 from generate_series(1, 40) i;
insert into app.seats
select 'account-' || i % 12 + 1, 'person-' || i % 37 + 1, timestamptz '2026-01-01 00:00Z' + i * interval '1 day',
       case when i % 4 = 0 then timestamptz '2026-03-09 12:00Z' end
from generate_series(1, 60) i;
insert into app.streams
select 'stream-' || i, 'Stream ' || i,
       case when i % 20 > 0 then 'account-' || i % 12 + 1 end
from generate_series(1, 100) i;
insert into app.guests
select 'stream-' || i, 'person-' || i % 23 + 1, timestamptz '2026-02-01 00:00Z',
       case when i % 5 = 0 then timestamptz '2026-03-11 00:00Z' end
from generate_series(1, 100, 2) i;
insert into app.tools
select 'stream-' || i, 'tool ' || i % 4, timestamptz '2026-01-01 00:00Z',
       case when i % 7 = 0 then timestamptz '2026-03-10 23:59Z' end
from generate_series(1, 100) i;
insert into app.daily_calls
select 'stream-' || i, date '2026-03-10' - age, i, nullif(age, 3), (i * age) % 50, i + age, 0,
       case when i % 2 = 0 then 1 end
from generate_series(1, 100) i, generate_series(0, 44) age where (i + age) % 9 > 0;
insert into app.daily_library_calls
select 'stream-' || i, date '2026-03-10' - age, library, (i + age) % 6
from generate_series(1, 100) i, generate_series(0, 44) age, unnest(array['analytics.js', 'node', 'ios']) library;

insert into app.accounts values ('acme', true);
insert into app.people values ('ada', false), ('grace', false), ('gone', false), ('silent', true);
insert into app.seats values ('acme', 'ada', null, null), ('acme', 'silent', null, null),
                             ('acme', 'gone', null, '2026-03-10 23:00Z');
insert into app.streams values ('known', 'Known', 'acme');
insert into app.guests values ('known', 'grace', '2026-03-10 23:00Z', null);
insert into app.tools values ('known', 'mixpanel', null, null), ('known', 'vero', null, '2026-03-01 00:00Z');
-- 1 + 2 + 3 + 4 + 5 + 6 = 21 calls in the week, 100 more tracks in the month, and 1000 that are a day too old.
insert into app.daily_calls values ('known', '2026-03-10', 1, 2, 3, 4, 5, 6),
                                   ('known', '2026-03-03', null, 0, 100, null, null, null),
                                   ('known', '2026-02-08', 1000, 0, 0, 0, 0, 0);
insert into app.daily_library_calls values ('known', '2026-03-10', 'analytics.js', 21),
                                           ('known', '2026-03-03', 'node', 100);
commit;
analyze;
