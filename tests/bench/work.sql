-- The benchmark data: psql -v sources=100000 -v day=YYYY-MM-DD -f work.sql, with the contract's schema as the search
-- path and its tables empty. For 100,000 sources: 30 days, about 8.4 M rows by method, 4.8 M by library, 816,000
-- events. The same arguments give the same rows: what looks random is a hash.
\set ON_ERROR_STOP on
set synchronous_commit = off;
set maintenance_work_mem = '512MB';

-- A number in [0, 1), the same for the same arguments.
create function pg_temp.chance(a integer, b integer) returns double precision
language sql immutable parallel safe
return (hashint8extended(a::bigint << 20 | b, 7) & 1048575) / 1048576.0;

select ensure_day_partitions(:'day'::date - 29, :'day'::date);
alter table source_calls drop constraint source_calls_key;
alter table source_library_calls drop constraint source_library_calls_key;

create temporary table numbered as
select n, substr(md5(n::text), 1, 12) as source_id, 'w' || n % (greatest(1, :sources / 5)) as owner_id,
       1 + floor(pg_temp.chance(n, 1) * 5.87)::integer as methods, 1 + floor(pg_temp.chance(n, 2) * 2.92)::integer as libraries
from generate_series(1, :sources) n;

insert into sources select source_id, 'source-' || n, owner_id from numbered;
insert into owners select distinct owner_id, 'workspace' from numbered;
insert into owner_members
select 'w' || o, 'user-' || o || '-' || i, now() - interval '2 years', null
from generate_series(0, greatest(1, :sources / 5) - 1) o, generate_series(1, 8) i;
insert into source_collaborators
select source_id, 'guest-' || n || '-' || i, now() - interval '1 year', null
from numbered, generate_series(1, 2) i;
insert into source_destinations
select source_id, destination, now() - interval '1 year', null
from numbered, unnest(array['mixpanel', 'google-analytics', 'vero', 'hubspot', 'customer.io']) with ordinality d (destination, i)
where pg_temp.chance(n, 100 + i::integer) < 0.6;

insert into source_calls
select source_id, :'day'::date - age, (array['track', 'page', 'identify', 'group', 'screen', 'alias', 'delete'])[m],
       1 + (pg_temp.chance(n, 1000 * age + m) * 5000)::bigint
from generate_series(29, 0, -1) age, numbered, lateral generate_series(1, methods) m
where pg_temp.chance(n, 200 + age) < 0.814;
insert into source_library_calls
select source_id, :'day'::date - age, (array['analytics.js', 'node', 'ios', 'android'])[l],
       1 + (pg_temp.chance(n, 100000 + 1000 * age + l) * 5000)::bigint
from generate_series(29, 0, -1) age, numbered, lateral generate_series(1, libraries) l
where pg_temp.chance(n, 200 + age) < 0.814;

alter table source_calls add constraint source_calls_key primary key (source_id, day, method) include (calls);
alter table source_library_calls add constraint source_library_calls_key primary key (source_id, day, library) include (calls);
vacuum (analyze, freeze);
