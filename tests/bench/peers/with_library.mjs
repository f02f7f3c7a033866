// Segment's own library, used as intended, with its largest useful batches.
import { Analytics } from '@segment/analytics-node';
import { properties, rows } from './usage.mjs';

const [day, url] = process.argv.slice(2);
const { origin, pathname } = new URL(url);
const analytics = new Analytics({ writeKey: 'bench', host: origin, path: pathname, maxEventsInBatch: 100, flushInterval: 1000 });
let failed = 0;
analytics.on('error', () => (failed += 1));

let pending = 0;
for await (const row of rows(day)) {
  while (pending >= 2000) await new Promise(setImmediate);
  pending += 1;
  analytics.track(
    { userId: row.user_id, event: 'Sent Source Data', properties: properties(row), timestamp: new Date(`${day}T12:00:00Z`) },
    () => (pending -= 1),
  );
}
await analytics.closeAndFlush();
if (failed > 0) throw new Error(`${failed} events failed`);
