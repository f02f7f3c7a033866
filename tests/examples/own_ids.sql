-- Rows for sql/examples/own_ids.sql, around 2026-03-10: more than 10,000 counters by method and by library over 45
-- days, for 70 projects, and one project whose sums are easy to check by hand.
begin;
insert into app.teams select i, i % 3 = 0 from generate_series(1, 12) i;
insert into app.team_users select distinct i % 12 + 1, md5('user' || i % 37)::uuid from generate_series(1, 60) i;
insert into app.projects
select md5(i::text)::uuid, 'Project ' || i, case when i % 20 > 0 then i % 12 + 1 end,
       (array['{"mixpanel": {"enabled": true, "since": "2026-01-31T12:00:00Z"}, "vero": {"enabled": false}}',
              '{"google-analytics": {"enabled": true}, "hubspot": {"enabled": true, "since": "2026-03-11T00:00:00Z"}}',
              '{"customer.io": {"enabled": true, "since": "2026-03-10T23:59:59+00:00"}, "odd": 1, "none": null}',
              '[]', 'null', null]::jsonb[])[i % 6 + 1]
from generate_series(1, 70) i;
insert into app.project_users select md5(i::text)::uuid, md5('user' || i % 23)::uuid from generate_series(1, 70, 2) i;
insert into app.usage
select md5(i::text)::uuid, date '2026-03-10' - age, method, nullif((i * (age + 1)) % 50, 7)
from generate_series(1, 70) i, generate_series(0, 44) age, unnest(array['track', 'page', 'identify', 'delete']) method
where (i + age) % 17 > 0;
insert into app.sdk_usage
select md5(i::text)::uuid, date '2026-03-10' - age, sdk, (i + age) % 6
from generate_series(1, 70) i, generate_series(0, 44) age, unnest(array['analytics.js', 'node', 'ios', 'python 3']) sdk;

insert into app.teams values (9007199254740993, false);
insert into app.team_users values (9007199254740993, '00000000-0000-4000-8000-00000000000a');
insert into app.projects values ('bce5fad5-7700-4000-8000-000000000000', 'Known', 9007199254740993,
                                 '{"mixpanel": {"enabled": true, "since": "2026-03-10T23:59:59Z"},
                                   "vero": {"enabled": false}}');
insert into app.project_users values ('bce5fad5-7700-4000-8000-000000000000', '00000000-0000-4000-8000-00000000000b');
-- 1 + 2 calls in the week, 100 more in the month, and 1000 that are a day too old.
insert into app.usage values ('bce5fad5-7700-4000-8000-000000000000', '2026-03-10', 'identify', 1),
                             ('bce5fad5-7700-4000-8000-000000000000', '2026-03-04', 'track', 2),
                             ('bce5fad5-7700-4000-8000-000000000000', '2026-03-03', 'track', 100),
                             ('bce5fad5-7700-4000-8000-000000000000', '2026-02-08', 'track', 1000);
insert into app.sdk_usage values ('bce5fad5-7700-4000-8000-000000000000', '2026-03-10', 'analytics.js', 3);
commit;
analyze;
