-- Sample data to try the job with: psql -v day=YYYY-MM-DD -f sql/sample/sample.sql, with the contract's schema as the
-- search path. `day` is the day to be sent; the other rows belong to the days around it. Contains the tracking plan's
-- own example, rein.pk, with its numbers, and a few dirty rows.
\set ON_ERROR_STOP on
begin;
select ensure_day_partitions(:'day'::date - 29, :'day'::date);

insert into owners values ('aef6d5f6e', 'workspace'), ('w-acme', 'workspace'), ('u-solo', 'user');
insert into sources values ('bce5fad577', 'rein.pk', 'aef6d5f6e');
insert into owner_members
select 'aef6d5f6e', 'reinpk-' || lpad(i::text, 2, '0'), :'day'::timestamptz - interval '1 year', null
from generate_series(1, 12) i;
-- Is also a member, but gets only one event.
insert into source_collaborators values ('bce5fad577', 'reinpk-01', null, null);
-- 22 calls in the last week, some of them on the day itself; the rest of the month is before it.
insert into source_calls
select 'bce5fad577', :'day'::date - age, method, calls
from (values (0, 'identify', 2), (0, 'page', 10), (3, 'track', 4), (6, 'page', 6),
             (7, 'identify', 14809), (8, 'alias', 1320), (12, 'track', 2857), (29, 'page', 115803),
             (20, 'screen', 0), (20, 'group', null)) as v (age, method, calls);
insert into source_library_calls
select 'bce5fad577', :'day'::date - age, library, calls
from (values (0, 'analytics.js', 12), (15, 'analytics.js', 121570), (9, 'ios', 13289)) as v (age, library, calls);
insert into source_destinations
select 'bce5fad577', destination, :'day'::timestamptz - enabled, :'day'::timestamptz - disabled
from (values ('mixpanel', interval '90 days', null), ('google-analytics', interval '60 days', null),
             ('vero', interval '1 day', null), ('hubspot', interval '90 days', interval '2 days'))
     as v (destination, enabled, disabled);

-- A workspace with twenty sources; every fifth had no data on the day.
insert into sources
select 'acme-' || lpad(i::text, 2, '0'), (array['shop', 'blog', 'app', 'café', 'docs'])[1 + i % 5] || '-' || i, 'w-acme'
from generate_series(1, 20) i;
insert into owner_members values
  ('w-acme', 'ada', :'day'::timestamptz - interval '1 year', null),
  ('w-acme', 'grace', :'day'::timestamptz - interval '2 months', null),
  ('w-acme', 'left-last-month', :'day'::timestamptz - interval '1 year', :'day'::timestamptz - interval '1 month'),
  ('w-acme', 'asked-for-silence', null, null);
insert into source_collaborators
select 'acme-' || lpad(i::text, 2, '0'), 'guest-' || i % 4, :'day'::timestamptz - interval '10 days', null
from generate_series(1, 20, 3) i;
insert into source_calls
select 'acme-' || lpad(i::text, 2, '0'), :'day'::date - age, method, (i * 37 + age * 11) % 400 + 1
from generate_series(1, 20) i, generate_series(0, 29) age,
     unnest(array['track', 'page', 'identify', 'delete']) method
where not (age = 0 and i % 5 = 0) and not (method = 'delete' and i % 7 <> 0);
insert into source_library_calls
select 'acme-' || lpad(i::text, 2, '0'), :'day'::date - age, library, (i * 17 + age * 5) % 300
from generate_series(1, 20) i, generate_series(0, 29, 2) age,
     unnest(array['analytics.js', 'react-native', 'node']) library;
insert into source_destinations
select 'acme-' || lpad(i::text, 2, '0'), destination, :'day'::timestamptz - interval '100 days', null
from generate_series(1, 20) i, unnest(array['amplitude', 'customer.io']) destination
where i % 2 = 0 or destination = 'amplitude';

-- A user account with one source, and a source without owner and people.
insert into sources values ('solo-1', 'weekend project', 'u-solo'), ('orphan-1', 'orphan', null);
insert into owner_members values ('u-solo', 'solo', null, null);
insert into source_calls values ('solo-1', :'day', 'track', 3), ('orphan-1', :'day', 'track', 1);

-- Dirty rows: calls by method and by library for sources that do not exist, and a source whose owner does not exist.
insert into source_calls values ('deleted-1', :'day', 'track', 5), ('deleted-2', :'day'::date - 3, 'page', 2);
insert into source_library_calls values ('deleted-1', :'day', 'node', 5);
insert into sources values ('stray-1', 'stray', 'w-closed');
insert into source_calls values ('stray-1', :'day', 'track', 1);

-- People who want no events: members, people who are no longer connected to anything, and people who never were.
insert into suppressed_users values ('asked-for-silence'), ('left-last-month'), ('erased-1'), ('erased-2');
insert into usage_complete (through) values (:'day')
on conflict on constraint usage_complete_has_one_row do update set through = excluded.through;
commit;
