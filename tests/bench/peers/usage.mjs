// What both peers share: one query, streamed, that returns a row for each event; and a row's properties.
import pg from 'pg';
import QueryStream from 'pg-query-stream';

const query = `
with by_method as (
  select source_id, method, sum(calls) as month, sum(calls) filter (where day > $1::date - 7) as week,
         sum(calls) filter (where day = $1::date) as today
  from source_calls where day > $1::date - 30 and day <= $1::date group by 1, 2
), methods as (
  select source_id, sum(month)::bigint as month, coalesce(sum(week), 0)::bigint as week, json_object_agg(method, month) as calls
  from by_method group by 1 having sum(today) > 0
), libraries as (
  select source_id, json_object_agg(library, calls) as calls
  from (select source_id, library, sum(calls) as calls from source_library_calls
        where day > $1::date - 30 and day <= $1::date group by 1, 2) sums
  group by 1
), spans as (
  select source_id, array_agg(destination) as names from source_destinations
  where enabled_at < $1::date + 1 and coalesce(disabled_at >= $1::date + 1, true) group by 1
), people as (
  select source_id, user_id from source_collaborators
  union select source_id, user_id from sources join owner_members using (owner_id)
), guests as (select source_id, count(distinct user_id)::int as n from source_collaborators group by 1),
owners as (select owner_id, count(distinct user_id)::int as n from owner_members group by 1)
select source_id, slug, owner_id, user_id, month, week, methods.calls as methods, libraries.calls as libraries,
       spans.names as destinations, coalesce(guests.n, 0) as guests, coalesce(owners.n, 0) as owners
from methods join sources using (source_id) join people using (source_id)
left join libraries using (source_id) left join spans using (source_id)
left join guests using (source_id) left join owners using (owner_id)`;

export async function* rows(day) {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await client.query('set search_path = source_data');
  yield* client.query(new QueryStream(query, [day], { batchSize: 4000 }));
  await client.end();
}

const words = new Map();
const titled = (name) => {
  if (!words.has(name)) {
    const parts = name.replaceAll('.', '').split(/[^\p{L}\p{N}]+/u);
    words.set(name, parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join(''));
  }
  return words.get(name);
};

export function properties(row) {
  const found = {
    sourceId: row.source_id, sourceSlug: row.slug, sourceCollaborators: row.guests, ownerId: row.owner_id,
    ownerOwners: row.owners, callsMonthly: Number(row.month), callsWeekly: Number(row.week),
  };
  for (const method of ['identify', 'alias', 'track', 'page', 'screen', 'group']) {
    found[`method${titled(method)}`] = row.methods[method] ?? 0;
  }
  for (const library in row.libraries) found[`library${titled(library)}`] = row.libraries[library];
  found.destinations = row.destinations?.length ?? 0;
  for (const destination of row.destinations ?? []) found[`destination${titled(destination)}`] = true;
  return found;
}
