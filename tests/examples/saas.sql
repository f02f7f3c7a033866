-- Rows for sql/examples/saas.sql, around 2026-03-10 in New York, which ends at 04:00 on the 11th in UTC: 28,800
-- counters by hour over 50 days (clocks change on the 8th), and one project whose sums are easy to check by hand.
begin;
insert into app.accounts
select i, 'usr_' || substr(md5('account' || i), 1, 8), i % 11 = 0,
       case i % 10 when 3 then timestamp '2026-03-10 15:00' when 7 then '2026-03-11 05:00' end
from generate_series(1, 40) i;

-- Twelve workspaces, of which three were deleted: long ago, on the day before and on the day; and eight personal ones.
insert into app.workspaces
select md5('workspace' || i)::uuid, null, '2025-06-01 00:00',
       case i when 4 then timestamp '2026-01-20 08:00' when 5 then '2026-03-09 18:30' when 6 then '2026-03-10 18:30' end
from generate_series(1, 12) i;
insert into app.workspaces
select md5('own' || id)::uuid, id, '2025-06-01 00:00', deleted_at from app.accounts where id <= 8;

-- Accepted long ago, in the last minute of the day, at its end, and never. Some who accepted long ago were removed:
-- half an hour before the end of the day, and after it.
insert into app.memberships
select md5('workspace' || i % 12 + 1)::uuid, i % 37 + 1, null,
       (array['2026-01-05', null, '2026-03-11 03:59', '2026-03-11 04:00', '2026-02-01']::timestamp[])[i % 5 + 1],
       case when i % 5 = 0 then (array['2026-03-11 03:30', '2026-03-11 04:30', null]::timestamp[])[i % 3 + 1] end
from generate_series(1, 150) i;
update app.memberships set accepted_at = '2026-01-05' where accepted_at > '2026-03-10' and account_id % 10 in (3, 7);
insert into app.memberships
select md5('workspace' || i)::uuid, null, 'invited@example.com', null, null from generate_series(1, 12) i;

-- Every thirteenth is archived. Some are deleted: before the day, on it, and after it. Every fourth one's guest has been
-- there for long; one has accepted in the last minute of the day, and one at its end.
insert into app.projects
select i, 'Project ' || i,
       case when i % 20 = 0 then null
            when i % 5 = 0 then md5('own' || i / 5 % 8 + 1)::uuid
            else md5('workspace' || i % 12 + 1)::uuid end,
       i % 13 = 0,
       case i % 17 when 3 then timestamp '2026-03-09 10:30' when 8 then '2026-03-10 20:30'
                   when 9 then '2026-03-11 12:00' end
from generate_series(1, 90) i;
insert into app.project_guests
select i, guest, null,
       case when guest % 10 in (3, 7) or i % 4 = 0 then timestamp '2026-01-05'
            else (array[null, '2026-03-11 03:59', '2026-03-11 04:00']::timestamp[])[i % 4] end,
       case when i % 6 = 0 then timestamp '2026-03-12' end
from generate_series(1, 90) i, lateral (select (i * 3) % 40 + 1 as guest) g;
insert into app.project_guests select i, null, 'invited@example.com', null, null from generate_series(1, 90, 9) i;
insert into app.project_guests select i, 1, null, '2026-01-01', null from generate_series(5, 90, 5) i;
insert into app.project_integrations
select i, integration, (i + length(integration)) % 3 > 0
from generate_series(1, 90) i, unnest(array['mixpanel', 'google-analytics', 'customer.io']) integration;

-- Each project has an hour in one region or the other. The hours go round the clock, and so over midnight in UTC and in
-- New York.
insert into usage_us.hours
select i, timestamp '2026-03-11 11:00' - age * interval '5 hours' - i % 3 * interval '1 hour',
       (array['TRACK', 'PAGE', 'IDENTIFY', 'DELETE'])[age % 4 + 1],
       (array['analytics-node/6.1.2', 'analytics-node/6.2.0', 'analytics.js', ''])[(i + age) % 4 + 1],
       (i * age) % 50 + 1
from generate_series(1, 90) i, generate_series(0, 239) age where i % 3 > 0;
insert into usage_eu.hours
select i, timestamp '2026-03-11 10:00' - age * interval '5 hours',
       (array['SCREEN', 'GROUP', 'ALIAS', 'TRACK'])[age % 4 + 1],
       (array['analytics-swift/1.9.0', 'analytics-swift/1.10.0', ''])[(i + age) % 3 + 1], (i + age) % 50
from generate_series(1, 90) i, generate_series(0, 239) age where i % 3 < 2;
insert into usage_us.loaded values ('2026-03-11 12:00');
insert into usage_eu.loaded values ('2026-03-11 11:00');

insert into app.accounts values (101, 'usr_ada', false, null), (102, 'usr_grace', false, null),
                                (103, 'usr_gone', false, '2026-03-10 12:00'), (104, 'usr_silent', true, null),
                                (105, 'usr_invited', false, null);
insert into app.workspaces values ('aef6d5f6-e000-4000-8000-000000000000', null, '2025-06-01 00:00', null);
insert into app.memberships values ('aef6d5f6-e000-4000-8000-000000000000', 101, null, '2026-01-01 00:00', null),
                                   ('aef6d5f6-e000-4000-8000-000000000000', 103, null, '2026-01-01 00:00', null),
                                   ('aef6d5f6-e000-4000-8000-000000000000', 104, null, '2026-01-01 00:00', null),
                                   ('aef6d5f6-e000-4000-8000-000000000000', 105, null, null, null);
insert into app.projects values (9007199254740993, 'Known', 'aef6d5f6-e000-4000-8000-000000000000', false, null);
insert into app.project_guests values (9007199254740993, 102, null, '2026-03-10 12:00', null),
                                      (9007199254740993, 105, null, null, null);
insert into app.project_integrations values (9007199254740993, 'mixpanel', true), (9007199254740993, 'vero', false);
-- On the day 1 + 2 calls, in its first and last hour; 4 more in the week and 8 in the month, each in its first hour.
-- The others belong to the next day, and to the last hour before the month.
insert into usage_us.hours values (9007199254740993, '2026-03-10 04:00', 'IDENTIFY', 'analytics-node/6.1.2', 1),
                                  (9007199254740993, '2026-03-04 05:00', 'TRACK', 'analytics-node/6.2.0', 4),
                                  (9007199254740993, '2026-03-11 04:00', 'TRACK', 'analytics-node/6.2.0', 1000),
                                  (9007199254740993, '2026-02-09 04:00', 'TRACK', 'analytics-node/6.1.2', 2000);
insert into usage_eu.hours values (9007199254740993, '2026-03-11 03:00', 'TRACK', 'analytics.js', 2),
                                  (9007199254740993, '2026-02-09 05:00', 'PAGE', '', 8);
commit;
analyze;
